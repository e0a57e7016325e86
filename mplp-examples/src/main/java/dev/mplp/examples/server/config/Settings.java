package dev.mplp.examples.server.config;

import static dev.mplp.examples.server.config.Form.anyCaseOf;
import static dev.mplp.examples.server.config.Form.command;
import static dev.mplp.examples.server.config.Form.number;
import static dev.mplp.examples.server.config.Form.oneOf;
import static dev.mplp.examples.server.config.Form.origins;
import static dev.mplp.examples.server.config.Form.place;
import static dev.mplp.examples.server.config.Form.ranges;
import static dev.mplp.examples.server.config.Form.secretOf;
import static dev.mplp.examples.server.config.Form.text;
import static dev.mplp.examples.server.config.Setting.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that can be set, in the order in which it is shown. */
public final class Settings {

  static final String CONFIG = "MPLP_CONFIG";
  static final String CONFIG_FILE = "/app/config/mplp.properties";
  static final String ENV = "MPLP_ENV";
  static final String PORT = "PORT";
  static final String HOST = "MPLP_HOST";
  static final String VERSION = "MPLP_VERSION";
  static final String NAME = "MPLP_NAME";
  static final String AGENT = "MPLP_AGENT";
  static final String LOG_LEVEL = "LOG_LEVEL";
  static final String LOG_FORMAT = "LOG_FORMAT";
  static final String DRAIN = "MPLP_DRAIN_SECONDS";
  static final String STOP = "MPLP_STOP_SECONDS";
  static final String CALL = "MPLP_CALL_SECONDS";
  static final String IDEMPOTENCY = "MPLP_IDEMPOTENCY_HOURS";
  static final String PROXIES = "MPLP_TRUSTED_PROXIES";
  static final String CONNECTIONS = "MPLP_CONNECTIONS_PER_ADDRESS";
  static final String FAILURES = "MPLP_FAILED_LOGINS_PER_MINUTE";
  static final String IMPORT = "MPLP_IMPORT_MIB";
  static final String CORS = "MPLP_CORS_ORIGINS";
  static final String JWT_SECRET = "JWT_SECRET";
  static final String JWT_SECRET_PREVIOUS = "JWT_SECRET_PREVIOUS";
  static final String JWKS = "JWT_JWKS";
  static final String ISSUER = "JWT_ISSUER";
  static final String AUDIENCE = "JWT_AUDIENCE";
  static final String SUBJECT_CLAIM = "JWT_SUBJECT_CLAIM";
  static final String TENANT_CLAIM = "JWT_TENANT_CLAIM";
  static final String ROLES_CLAIM = "JWT_ROLES_CLAIM";
  static final String SKEW = "JWT_SKEW_SECONDS";
  static final String API_KEYS = "MPLP_API_KEYS_FILE";
  static final String DATABASE_URL = "DATABASE_URL";
  static final String ENCRYPTION_KEY = "ENCRYPTION_KEY";

  private static final int SECRET_BYTES = 32;
  private static final int METRICS_TOKEN_BYTES = 16;

  /** What the server itself goes by. */
  public static final List<Setting> OF_SERVER =
      List.of(
          setting(
              ENV,
              oneOf("development", "staging", "production"),
              "development",
              "what the server is for; `staging` is as strict as `production`"),
          setting(CONFIG, text(), CONFIG_FILE, "a file with settings, read if it is there"),
          setting(PORT, number(0, 65_535), "3000", "where it listens; 0 takes a free port"),
          setting(
              HOST,
              text(),
              "",
              "the address it listens on; 127.0.0.1 in development and 0.0.0.0 elsewhere unless set"),
          setting(NAME, text(), "", "of this replica; host and process id unless set"),
          setting(VERSION, text(), "", "what it says of its version; that of the jar unless set"),
          setting(
              LOG_LEVEL,
              anyCaseOf("trace", "debug", "info", "warn", "error"),
              "info",
              "what is logged"),
          setting(
              LOG_FORMAT,
              oneOf("json", "text"),
              "",
              "how; `text` in development and `json` elsewhere unless set"),
          setting(
              "MPLP_METRICS_PORT",
              number(0, 65_535),
              "",
              "a port of its own for `/metrics`, for everybody who reaches it"),
          setting(
              "MPLP_METRICS_TOKEN",
              secretOf(METRICS_TOKEN_BYTES),
              "",
              "the bearer token for `/metrics` where that has no port of its own"),
          setting(
              AGENT,
              command(),
              "",
              "who does steps that no agent of the broker does: `echo`, or `exec:` and a program; they"
                  + " wait unless set"),
          setting(
              DRAIN,
              number(0, 300),
              "",
              "how long it still serves after it was told to stop; 0 in development and 5 elsewhere"
                  + " unless set"),
          setting(STOP, number(1, 3_600), "25", "in how many seconds it has stopped altogether"),
          setting(CALL, number(1, 3_600), "30", "after how many seconds a call is ended"),
          setting(
              IDEMPOTENCY,
              number(1, 720),
              "24",
              "how many hours answers to requests with an Idempotency-Key are kept"),
          setting(
              PROXIES,
              ranges(),
              "",
              "addresses of proxies before the server, such as `10.1.2.3,10.2.0.0/16`, whose"
                  + " `X-Forwarded-For` is believed"),
          setting(
              CONNECTIONS,
              number(0, 1_000_000),
              "256",
              "connections that one address may have open, but for those proxies; 0 for any number"),
          setting(
              FAILURES,
              number(0, 1_000_000),
              "50",
              "requests a minute with credentials that are no good, from one address, before the"
                  + " next ones are refused unseen; 0 for any number"),
          setting(
              IMPORT,
              number(1, 100_000),
              "50",
              "how many MiB an import line by line has at most; what is before the server has to let"
                  + " them pass as well"),
          setting(
              CORS, origins(), "", "origins of web pages that may call it, with commas between"),
          setting(JWT_SECRET, secretOf(SECRET_BYTES), "", "what tokens are signed with (HS256)"),
          setting(
              JWT_SECRET_PREVIOUS,
              secretOf(SECRET_BYTES),
              "",
              "another one that tokens may be signed with, while one takes the place of the other"),
          setting(
              JWKS,
              place(),
              "",
              "address or file of the public keys that tokens are signed with (RS256, ES256)"),
          setting(ISSUER, text(), "", "the `iss` that a token must have"),
          setting(AUDIENCE, text(), "", "one that must be among the `aud` of a token"),
          setting(SUBJECT_CLAIM, text(), "sub", "the claim with the subject"),
          setting(
              TENANT_CLAIM,
              text(),
              "",
              "the claim with the tenant, which a token must have then; `tenant` unless set, and a"
                  + " token without it is of the tenant `default`"),
          setting(ROLES_CLAIM, text(), "roles", "the claim with the names of roles"),
          setting(SKEW, number(0, 600), "60", "by how many seconds clocks may differ"),
          setting(API_KEYS, place(), "", "a file with hashed keys of programs"));

  /** What the runtime goes by; see its pages. */
  public static final List<Setting> OF_RUNTIME = RuntimeSettings.ALL;

  private static final Map<String, Setting> BY_NAME = new LinkedHashMap<>();

  static {
    OF_SERVER.forEach(setting -> BY_NAME.put(setting.name(), setting));
    OF_RUNTIME.forEach(setting -> BY_NAME.put(setting.name(), setting));
  }

  private Settings() {}

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Setting get(String name) {
    Setting setting = BY_NAME.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("there is no setting " + name);
    }
    return setting;
  }

  /** All of them, by name. */
  static Map<String, Setting> byName() {
    return Collections.unmodifiableMap(BY_NAME);
  }
}
