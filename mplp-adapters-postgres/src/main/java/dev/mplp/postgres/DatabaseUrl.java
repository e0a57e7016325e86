package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a database, in the form of the driver ({@code jdbc:postgresql://...}) or of libpq
 * ({@code postgresql://user:password@host:port/name?parameter=value}), with user and password taken
 * out.
 *
 * @param jdbcUrl for the driver, without credentials
 * @param defaults properties of the driver that the URL leaves open
 */
record DatabaseUrl(
    String jdbcUrl,
    @Nullable String user,
    @Nullable String password,
    Map<String, String> defaults) {

  private static final String JDBC = "jdbc:postgresql:";

  /** Parameters of libpq that the driver knows by another name. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of("application_name", "ApplicationName", "connect_timeout", "connectTimeout");

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
    Map<String, String> defaults = new LinkedHashMap<>();
    if (!parameters.containsKey("ApplicationName")) {
      defaults.put("ApplicationName", "mplp");
    }
    return new DatabaseUrl(JDBC + address + query(parameters), user, password, defaults);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decode(pair.substring(0, equals));
        String value = pair.substring(equals + 1);
        boolean credential = name.equals("user") || name.equals("password");
        parameters.put(DRIVER_NAMES.getOrDefault(name, name), credential ? decode(value) : value);
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

  /** Percent-decodes; a plus is a plus in this part of a URL. */
  private static String decode(String encoded) {
    return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
  }

  @Override
  public String toString() {
    return jdbcUrl;
  }
}
