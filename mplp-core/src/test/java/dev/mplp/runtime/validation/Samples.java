package dev.mplp.runtime.validation;

import dev.mplp.model.WireFormat;
import java.util.List;
import java.util.Map;

/** Texts that the patterns and formats of the schemas accept, and texts that they refuse. */
record Samples(List<String> accepted, List<String> refused) {

  private static final String ID = "3f2b8c1a-5d4e-4a7b-9c6d-0e1f2a3b4c5d";

  private static final Map<String, Samples> BY_RULE =
      Map.of(
          WireFormat.MODULE_ID_PATTERN,
          new Samples(
              List.of(ID, "00000000-0000-4000-8000-000000000000"),
              List.of(
                  ID.toUpperCase(java.util.Locale.ROOT),
                  ID + "\n",
                  " " + ID,
                  ID.replace("-4a", "-1a"),
                  ID.replace("-9c", "-cc"),
                  ID.replace("-", ""),
                  ID.replace('a', 'g'),
                  ID.replace('1', '\uff11'),
                  "{" + ID + "}",
                  "")),
          WireFormat.VERSION_PATTERN,
          new Samples(
              List.of("1.0.0", "0.0.0", "01.002.0003", "12345678901234567890.0.0"),
              List.of(
                  "1.0",
                  "1.0.0.0",
                  "1.0.0\n",
                  "v1.0.0",
                  "1..0",
                  "1.0.",
                  ".1.0",
                  "-1.0.0",
                  "",
                  "1.0.0-rc",
                  "\u0661.0.0")),
          WireFormat.EVENT_TYPE_PATTERN,
          new Samples(
              List.of("a", "plan.created", "a1.b2.c3", "x.".repeat(20_000) + "x"),
              List.of(
                  "",
                  ".",
                  "a.",
                  ".a",
                  "a..b",
                  "Plan.created",
                  "plan.Created",
                  "plan_created",
                  "1a",
                  "a.1b",
                  "a.b\n",
                  "a b",
                  "x.".repeat(20_000))),
          WholeText.SEMANTIC_VERSION_PATTERN,
          new Samples(
              List.of(
                  "0.0.0",
                  "1.2.3",
                  "1.2.3-alpha.1",
                  "1.2.3-0a",
                  "1.2.3--",
                  "1.2.3+build.01",
                  "1.2.3-rc.1+x.y",
                  "1.0.0-x" + ".y".repeat(20_000)),
              List.of(
                  "1.2",
                  "01.2.3",
                  "1.2.3-",
                  "1.2.3-01",
                  "1.2.3-a..b",
                  "1.2.3+",
                  "1.2.3+a+b",
                  "v1.2.3",
                  "1.2.3\n",
                  "1.2.3-\u00e4",
                  "",
                  "1.2.3.4",
                  "\u0661.2.3")),
          "date-time",
          new Samples(
              List.of(
                  "2026-01-31T08:30:00Z",
                  "2026-01-31t08:30:00.123456789012z",
                  "2026-01-31T08:30:00+23:59",
                  "2026-01-31T08:30:00-00:00",
                  "2024-02-29T00:00:00.5Z",
                  "0000-01-01T00:00:00Z",
                  "9999-12-31T23:59:59-23:59",
                  "1990-12-31T23:59:60Z",
                  "1990-12-31T15:59:60-08:00",
                  "1991-01-01T05:29:60.9+05:30"),
              List.of(
                  "",
                  "2026-01-31",
                  "2026-01-31 08:30:00Z",
                  "2026-01-31T08:30Z",
                  "2026-01-31T08:30:00",
                  "2026-01-31T08:30:00.Z",
                  "2026-01-31T08:30:00,5Z",
                  "2026-01-31T08:30:00+24:00",
                  "2026-01-31T08:30:00+05:60",
                  "2026-01-31T08:30:00+0530",
                  "2026-01-31T24:00:00Z",
                  "2026-01-31T08:60:00Z",
                  "2026-01-31T08:30:61Z",
                  "2026-01-31T08:30:60Z",
                  "1990-12-31T23:59:60+01:00",
                  "2026-02-29T00:00:00Z",
                  "1900-02-29T00:00:00Z",
                  "2026-04-31T00:00:00Z",
                  "2026-13-01T00:00:00Z",
                  "2026-00-01T00:00:00Z",
                  "2026-01-00T00:00:00Z",
                  "026-01-31T08:30:00Z",
                  "12026-01-31T08:30:00Z",
                  "-026-01-31T08:30:00Z",
                  "2026-01-31T08:30:00Z\n",
                  "2026-01-31T08:30:00ZZ",
                  "\uff12026-01-31T08:30:00Z")),
          "uuid",
          new Samples(
              List.of(
                  ID,
                  ID.toUpperCase(java.util.Locale.ROOT),
                  "3F2B8c1a-5d4e-1a7b-0c6d-0e1f2a3b4c5d",
                  "00000000-0000-0000-0000-000000000000",
                  "ffffffff-ffff-ffff-ffff-ffffffffffff"),
              List.of(
                  "",
                  ID + "\n",
                  ID + "0",
                  ID.substring(1),
                  ID.replace("-", ""),
                  "{" + ID + "}",
                  "urn:uuid:" + ID,
                  ID.replace('a', 'g'),
                  ID.replace('1', '\uff11'))),
          "email",
          new Samples(
              List.of("a@example.com", "\"a b\"@example.com", "a@[127.0.0.1]"),
              List.of("", "a", "a@", "@b", "a@b\n", "a b@example.com", "\u00e4@example.com")),
          "uri",
          new Samples(
              List.of("https://ci.example/run/7?x=%20#y", "urn:a:b", "http://[::1]:80/"),
              List.of(
                  "", "run/7", "//ci.example/7", "http://a b", "http://a/%zz", "http://\u00e4/")));

  static Samples of(String patternOrFormat) {
    Samples samples = BY_RULE.get(patternOrFormat);
    if (samples == null) {
      throw new IllegalArgumentException("no samples for " + patternOrFormat);
    }
    return samples;
  }
}
