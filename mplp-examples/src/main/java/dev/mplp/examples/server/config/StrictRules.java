package dev.mplp.examples.server.config;

import java.util.List;
import java.util.Map;

/** What the server does not start without, unless it is for development. */
final class StrictRules {

  private StrictRules() {}

  static void check(Mode mode, Map<String, String> values, List<String> problems) {
    String in = Settings.ENV + '=' + mode.word() + ": ";
    if (!has(values, Settings.JWT_SECRET) && !has(values, Settings.JWKS)) {
      problems.add(
          in
              + "nobody can be told from anybody else; set JWT_SECRET (`openssl rand -base64 48`) or"
              + " JWT_JWKS");
    }
    if (has(values, Settings.JWKS)) {
      checkKeys(in, values, problems);
    }
    if (!has(values, Settings.ENCRYPTION_KEY)) {
      problems.add(
          in
              + "what is stored would be readable; set ENCRYPTION_KEY (`key-1:` and `openssl rand"
              + " -base64 32`)");
    }
    if (!has(values, Settings.DATABASE_URL)) {
      problems.add(
          in + "what is in memory is lost with the process; set DATABASE_URL (postgresql://...)");
    }
  }

  /** Keys that others sign with, too, for others: they say nothing without issuer and audience. */
  private static void checkKeys(String in, Map<String, String> values, List<String> problems) {
    if (values.getOrDefault(Settings.JWKS, "").startsWith("http:")) {
      problems.add(in + "JWT_JWKS begins with https:, as keys that come by http: may be anybody's");
    }
    if (!has(values, Settings.ISSUER) || !has(values, Settings.AUDIENCE)) {
      problems.add(
          in
              + "with JWT_JWKS set JWT_ISSUER and JWT_AUDIENCE, or tokens that are meant for others"
              + " are good here");
    }
  }

  private static boolean has(Map<String, String> values, String name) {
    return values.containsKey(name);
  }
}
