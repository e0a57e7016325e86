package dev.mplp.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hand-written checks, against regular expressions where the protocol gives them. */
class WireFormatTest {

  private static final Pattern SEMANTIC_VERSION =
      Pattern.compile(
          "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)"
              + "(?:-((?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(?:\\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
              + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

  @Test
  void mutatedTexts_areJudgedAsThePatternsJudgeThem() {
    agree(
        WireFormat::isModuleId,
        Pattern.compile(WireFormat.MODULE_ID_PATTERN),
        "123e4567-e89b-42d3-a456-426614174000");
    agree(
        WireFormat::isUuid,
        Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"),
        "123e4567-e89b-12d3-A456-426614174FFF");
    agree(WireFormat::isVersion, Pattern.compile(WireFormat.VERSION_PATTERN), "1.0.0", "10.020.3");
    agree(
        WireFormat::isEventType,
        Pattern.compile(WireFormat.EVENT_TYPE_PATTERN),
        "plan.created",
        "a1.b2.c",
        "x");
    agree(
        WireFormat::isSemanticVersion,
        SEMANTIC_VERSION,
        "1.0.0",
        "1.4.0-rc.1+build.05",
        "0.0.0-0a.b-c",
        "10.20.30+meta-valid");
  }

  private static void agree(Predicate<CharSequence> check, Pattern pattern, String... seeds) {
    Random random = new Random(7);
    String alphabet = "0123456789abcdefgzABFGZ.-+_ \n９é";
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int edits = random.nextInt(3); edits > 0 && text.length() > 0; edits--) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, c);
          case 1 -> text.deleteCharAt(at);
          case 2 -> text.append(c);
          default -> text.setCharAt(at, c);
        }
      }
      boolean expected = pattern.matcher(text).matches();
      assertThat(check.test(text)).as("%s", text).isEqualTo(expected);
      accepted += expected ? 1 : 0;
      refused += expected ? 0 : 1;
    }
    assertThat(List.of(accepted, refused)).as("both verdicts seen").allMatch(n -> n > 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org",
        "https://example.org/",
        "http://user:pw@[2001:db8::7]:8080/a;b=1/c?d=e#f",
        "urn:isbn:0451450523",
        "mailto:a@b.c",
        "file:///etc/hosts",
        "ftp://ftp.is.co.za/rfc/rfc1808.txt",
        "tel:+1-816-555-1212",
        "a:",
        "x+y.z-1:%41%ff",
        "http://[v1.fe:80]/",
        "http://[::ffff:1.2.3.4]",
        "http://example.org:"
      })
  void absoluteUri_isAccepted(String text) {
    assertThat(WireFormat.isUri(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "//example.org/",
        "/path",
        ":x",
        "1http://a",
        "http://a b",
        "http://a/%4",
        "http://a/%zz",
        "http://ä.de/",
        "http://a\\b",
        "http://[::1",
        "http://[1:2:3]/",
        "http://a:port/",
        "http://a#b#c",
        "http://a/<b>",
        "http://a\n",
        "ht_tp://a",
        "http://[::1::2]/",
        "http://[12345::]/",
        "http://a@b@c/"
      })
  void otherText_isNoUri(String text) {
    assertThat(WireFormat.isUri(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b", "first.last+tag@sub.example.org", "!#$%&'*+-/=?^_`{|}~@example.org",
            "\"a b\"@example.org",
        "\"a\\\"b\"@example.org", "a@[127.0.0.1]", "a@[IPv6:2001:db8::1]", "x@1.2"
      })
  void mailAddress_isAccepted(String text) {
    assertThat(WireFormat.isEmail(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b",
        "a@",
        "a@b@c",
        ".a@b",
        "a.@b",
        "a..b@c",
        "a@-b",
        "a@b-",
        "a@b..c",
        "a b@c",
        "a@b\n",
        "\"a@b",
        "\"\\\"@b",
        "a@[300.1.1.1]",
        "a@[IPv6:1:2]",
        "ä@b.c",
        "a@b_c",
        "\"a\"b\"@c"
      })
  void otherText_isNoMailAddress(String text) {
    assertThat(WireFormat.isEmail(text)).isFalse();
  }
}
