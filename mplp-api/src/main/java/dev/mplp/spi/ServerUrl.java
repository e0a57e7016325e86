package dev.mplp.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a server, or of several of one cluster: {@code
 * scheme://user:password@host:port,host:port/path?name=value}. For adapters; its text has neither
 * user nor password.
 *
 * @param scheme as it was written
 * @param hosts at least one
 * @param user percent-decoded, null when there is none
 * @param password percent-decoded, null when there is none
 * @param path what follows the first slash after the hosts, still encoded; empty when nothing does
 * @param parameters by name, decoded
 */
public record ServerUrl(
    String scheme,
    List<Host> hosts,
    @Nullable String user,
    @Nullable String password,
    String path,
    Map<String, String> parameters) {

  /** The parameter that names a PEM file with the certificates to trust. */
  public static final String CA_FILE = "cacertfile";

  /** Copies the collections. */
  public ServerUrl {
    requireNonNull(scheme, "scheme");
    requireNonNull(path, "path");
    hosts = List.copyOf(hosts);
    parameters = Map.copyOf(parameters);
  }

  /**
   * A host and its port.
   *
   * @param name a name or an address, the latter without brackets
   */
  public record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ':' + port;
    }
  }

  /**
   * What URLs of a kind of server look like.
   *
   * @param what they are called in messages, such as {@code the broker's URL}
   * @param schemes each with the port that holds where none is written
   * @param names of the parameters that there are
   */
  public record Form(String what, Map<String, Integer> schemes, Set<String> names) {

    /** Copies the collections, in their order. */
    public Form {
      requireNonNull(what, "what");
      schemes = new LinkedHashMap<>(schemes);
      names = new TreeSet<>(names);
    }

    /** True when a URL begins with one of the schemes. */
    public boolean knows(String url) {
      return scheme(url) != null;
    }

    private @Nullable String scheme(String url) {
      int end = url.indexOf("://");
      String scheme = end < 0 ? "" : url.substring(0, end);
      return schemes.containsKey(scheme) ? scheme : null;
    }

    private IllegalArgumentException refused(String why) {
      return new IllegalArgumentException(what + ' ' + why);
    }
  }

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException when it is none of this form; the message says what to do and
   *     does not repeat the URL, as it may have a password
   */
  @SuppressWarnings("NullAway") // javac drops the annotations of a compact constructor's parameters
  public static ServerUrl parse(String url, Form form) {
    String scheme = form.scheme(url);
    if (scheme == null) {
      throw form.refused("begins with " + String.join("://, or ", form.schemes().keySet()) + "://");
    }
    String rest = url.substring(scheme.length() + "://".length());
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    String address = question < 0 ? rest : rest.substring(0, question);
    Map<String, String> parameters = parameters(query, form);
    int at = address.lastIndexOf('@');
    String user = null;
    String password = null;
    if (at >= 0) {
      String[] credentials = address.substring(0, at).split(":", 2);
      user = credentials[0].isEmpty() ? null : decode(credentials[0], form);
      password = credentials.length > 1 ? decode(credentials[1], form) : null;
    }
    String place = address.substring(at + 1);
    int slash = place.indexOf('/');
    int standard = requireNonNull(form.schemes().get(scheme));
    List<Host> hosts = hosts(slash < 0 ? place : place.substring(0, slash), standard, scheme, form);
    String path = slash < 0 ? "" : place.substring(slash + 1);
    return new ServerUrl(scheme, hosts, user, password, path, parameters);
  }

  private static List<Host> hosts(String text, int standardPort, String scheme, Form form) {
    List<Host> hosts = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      int bracket = one.lastIndexOf(']');
      int colon = one.indexOf(':', Math.max(bracket, 0));
      String name = colon < 0 ? one : one.substring(0, colon);
      if (name.isEmpty()) {
        throw form.refused(
            "names no host, or two commas follow each other: write "
                + scheme
                + "://host:port,host:port");
      }
      if (bracket > 0 && name.startsWith("[")) {
        name = name.substring(1, bracket); // an IPv6 address
      }
      hosts.add(new Host(name, colon < 0 ? standardPort : port(one.substring(colon + 1), form)));
    }
    return hosts;
  }

  private static int port(String text, Form form) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw form.refused(
          "has a port that is not a number from 1 to 65535; a colon or an @ in a password is"
              + " written %3A or %40");
    }
    return port;
  }

  private static Map<String, String> parameters(String query, Form form) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), form);
      if (!form.names().contains(name)) {
        throw form.refused("has a parameter \"" + name + "\"; there are " + form.names());
      }
      parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1), form));
    }
    return parameters;
  }

  /** Percent-decodes; a plus is a plus in this part of a URL. */
  private static String decode(String encoded, Form form) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message has part of what may be a password.
      throw form.refused(
          "has a percent sign that two hexadecimal digits do not follow; write a percent sign as"
              + " %25, or give the password apart");
    }
  }

  /**
   * The path, percent-decoded, where it is one word.
   *
   * @throws IllegalArgumentException when it has a slash, or cannot be decoded
   */
  public String word(Form form) {
    if (path.contains("/")) {
      throw form.refused("has a path of one word, in which a slash is written %2F");
    }
    return decode(path, form);
  }

  /**
   * A number among the parameters, or what holds without it.
   *
   * @throws IllegalArgumentException when it is no whole number of up to nine digits
   */
  public int number(String name, int otherwise) {
    String text = parameters.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "the parameter " + name + " of the URL is a whole number, not \"" + text + '"');
    }
    return Integer.parseInt(text);
  }

  /**
   * What trusts the certificates of the file that {@value #CA_FILE} names, and no others; empty to
   * trust what the JVM trusts.
   *
   * @throws IllegalArgumentException when they cannot be read
   */
  public Optional<TrustManagerFactory> trust() {
    String file = parameters.get(CA_FILE);
    if (file == null) {
      return Optional.empty();
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        int number = 0;
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca-" + number++, one);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return Optional.of(trust);
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "the certificates in \"" + file + "\" (" + CA_FILE + ") cannot be read: " + e, e);
    }
  }

  /** Scheme, hosts and path. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme).append("://");
    for (int i = 0; i < hosts.size(); i++) {
      text.append(i == 0 ? "" : ",").append(hosts.get(i));
    }
    return text.append('/').append(path).toString();
  }
}
