package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a broker: {@code amqp://user:password@host:port,host:port/virtual-host?name=value}, or
 * {@code amqps:} for TLS.
 *
 * @param hosts tried one after another
 * @param virtualHost {@code /} unless the path names one
 * @param parameters by name, of those in {@link #PARAMETERS}
 */
record BrokerUrl(
    boolean tls,
    List<Host> hosts,
    @Nullable String user,
    @Nullable String password,
    String virtualHost,
    Map<String, String> parameters) {

  /** Seconds between signs of life. */
  static final String HEARTBEAT = "heartbeat";

  /** Milliseconds until a host that does not answer is given up. */
  static final String CONNECTION_TIMEOUT = "connection_timeout";

  /** A PEM file with the certificates that are trusted, instead of those of the JVM. */
  static final String CA_FILE = "cacertfile";

  private static final TreeSet<String> PARAMETERS =
      new TreeSet<>(List.of(HEARTBEAT, CONNECTION_TIMEOUT, CA_FILE));

  private static final String PLAIN = "amqp://";
  private static final String TLS = "amqps://";

  /** A host and its port. */
  record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ':' + port;
    }
  }

  static boolean isSupported(String url) {
    return url.startsWith(PLAIN) || url.startsWith(TLS);
  }

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException when it is none of a broker; the message does not repeat it,
   *     as it may have a password
   */
  static BrokerUrl parse(String url) {
    if (!isSupported(url)) {
      throw new IllegalArgumentException("the URL of a broker begins with amqp:// or amqps://");
    }
    boolean tls = url.startsWith(TLS);
    String rest = url.substring((tls ? TLS : PLAIN).length());
    int question = rest.indexOf('?');
    Map<String, String> parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
    String address = question < 0 ? rest : rest.substring(0, question);
    int at = address.lastIndexOf('@');
    String user = null;
    String password = null;
    if (at >= 0) {
      String[] credentials = address.substring(0, at).split(":", 2);
      user = decode(credentials[0]);
      password = credentials.length > 1 ? decode(credentials[1]) : null;
    }
    String place = address.substring(at + 1);
    int slash = place.indexOf('/');
    String path = slash < 0 ? "" : place.substring(slash + 1);
    if (path.contains("/")) {
      throw new IllegalArgumentException(
          "the path of the broker's URL is the name of one virtual host, in which a slash is"
              + " written %2F");
    }
    List<Host> hosts = hosts(slash < 0 ? place : place.substring(0, slash), tls ? 5671 : 5672);
    String virtualHost = path.isEmpty() ? "/" : decode(path);
    return new BrokerUrl(tls, hosts, user, password, virtualHost, parameters);
  }

  private static List<Host> hosts(String text, int standardPort) {
    List<Host> hosts = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      int bracket = one.lastIndexOf(']');
      int colon = one.indexOf(':', Math.max(bracket, 0));
      String name = colon < 0 ? one : one.substring(0, colon);
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "the broker's URL names no host, or two commas follow each other: write"
                + " amqp://host:port,host:port");
      }
      if (bracket > 0 && name.startsWith("[")) {
        name = name.substring(1, bracket); // an IPv6 address
      }
      hosts.add(new Host(name, colon < 0 ? standardPort : port(one.substring(colon + 1))));
    }
    return List.copyOf(hosts);
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "the port in the broker's URL is a number from 1 to 65535; a colon or an @ in a password"
              + " is written %3A or %40");
    }
    return port;
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!PARAMETERS.contains(name)) {
        throw new IllegalArgumentException(
            "the broker's URL has a parameter \"" + name + "\"; there are " + PARAMETERS);
      }
      parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return Map.copyOf(parameters);
  }

  /** A number among the parameters, or what holds without it. */
  int number(String name, int otherwise) {
    String text = parameters.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "the parameter " + name + " of the broker's URL is a number, not \"" + text + '"');
    }
    return Integer.parseInt(text);
  }

  /** Percent-decodes; a plus is a plus in this part of a URL. */
  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message has part of what may be a password.
      throw new IllegalArgumentException(
          "the broker's URL has a percent sign that two hexadecimal digits do not follow; write a"
              + " percent sign as %25, or give the password apart");
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(tls ? TLS : PLAIN);
    for (int i = 0; i < hosts.size(); i++) {
      text.append(i == 0 ? "" : ",").append(hosts.get(i));
    }
    return text.append('/').append(virtualHost.equals("/") ? "" : virtualHost).toString();
  }
}
