package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a database, in the form of the driver ({@code jdbc:postgresql://...}) or of libpq
 * ({@code postgresql://user:password@host:port/name?parameter=value}), with user, password and
 * other secrets taken out.
 *
 * @param jdbcUrl for the driver, without credentials
 * @param properties of the driver: secrets of the URL, and what the URL leaves open
 */
record DatabaseUrl(
    String jdbcUrl,
    @Nullable String user,
    @Nullable String password,
    Map<String, String> properties) {

  private static final String JDBC = "jdbc:postgresql:";
  private static final String TARGET = "targetServerType";
  private static final String TARGET_OF_LIBPQ = "target_session_attrs";
  private static final String KEY_PASSWORD = "sslpassword";

  /** Parameters of libpq that the driver knows by another name. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "application_name",
          "ApplicationName",
          "connect_timeout",
          "connectTimeout",
          TARGET_OF_LIBPQ,
          TARGET);

  /** What libpq calls the kinds of servers to choose from several hosts. */
  private static final Map<String, String> TARGETS =
      Map.of(
          "any",
          "any",
          "read-write",
          "primary",
          "primary",
          "primary",
          "read-only",
          "secondary",
          "standby",
          "secondary",
          "prefer-standby",
          "preferSecondary");

  /** A server that does not answer is given up, later than its own limits would end a statement. */
  private static final Map<String, String> DEFAULTS =
      Map.of("ApplicationName", "mplp", "connectTimeout", "5", "socketTimeout", "60");

  private static final Set<String> SECRETS = Set.of("user", "password", KEY_PASSWORD);

  static boolean isSupported(String url) {
    return url.startsWith("postgresql://") || url.startsWith("postgres://") || url.startsWith(JDBC);
  }

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException when it is none of PostgreSQL; the message does not repeat it,
   *     as it may have a password
   */
  static DatabaseUrl parse(String url) {
    if (!isSupported(url)) {
      throw new IllegalArgumentException(
          "a database URL begins with postgresql://, postgres:// or jdbc:postgresql:");
    }
    int scheme = url.startsWith(JDBC) ? JDBC.length() : url.indexOf(':') + 1;
    String rest = url.substring(scheme);
    int question = rest.indexOf('?');
    String address = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
    String user = parameters.remove("user");
    String password = parameters.remove("password");
    int at = address.lastIndexOf('@');
    if (at >= 0) {
      String[] credentials = address.substring(2, at).split(":", 2);
      user = decode(credentials[0]);
      password = credentials.length > 1 ? decode(credentials[1]) : password;
      address = "//" + address.substring(at + 1);
    }
    Map<String, String> properties = new LinkedHashMap<>();
    String keyPassword = parameters.remove(KEY_PASSWORD);
    if (keyPassword != null) {
      properties.put(KEY_PASSWORD, keyPassword);
    }
    DEFAULTS.forEach(
        (name, value) -> {
          if (!parameters.containsKey(name)) {
            properties.put(name, value);
          }
        });
    if (address.contains(",") && !parameters.containsKey(TARGET)) {
      properties.put(TARGET, "primary"); // the one that can be written to, after a failover too
    }
    return new DatabaseUrl(JDBC + address + query(parameters), user, password, properties);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decode(pair.substring(0, equals));
        String value = pair.substring(equals + 1);
        if (name.equals(TARGET_OF_LIBPQ)) {
          value = target(decode(value));
        } else if (SECRETS.contains(name)) {
          value = decode(value);
        }
        parameters.put(DRIVER_NAMES.getOrDefault(name, name), value);
      }
    }
    return parameters;
  }

  private static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value));
    return query.toString();
  }

  private static String target(String ofLibpq) {
    String target = TARGETS.get(ofLibpq);
    if (target == null) {
      throw new IllegalArgumentException(
          TARGET_OF_LIBPQ + " is one of " + new TreeSet<>(TARGETS.keySet()) + ", not " + ofLibpq);
    }
    return target;
  }

  /** Percent-decodes; a plus is a plus in this part of a URL. */
  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message has part of what may be a password.
      throw new IllegalArgumentException(
          "the database URL has a percent sign that two hexadecimal digits do not follow; write a"
              + " percent sign as %25, or give the password apart");
    }
  }

  @Override
  public String toString() {
    return jdbcUrl;
  }
}
