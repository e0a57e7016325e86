package dev.mplp.rabbitmq;

import dev.mplp.spi.ServerUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The URL of a broker: {@code amqp://user:password@host:port,host:port/virtual-host?name=value}, or
 * {@code amqps:} for TLS. Hosts are tried one after another.
 *
 * @param virtualHost {@code /} unless the path names one
 */
record BrokerUrl(ServerUrl server, String virtualHost) {

  /** Seconds between signs of life. */
  static final String HEARTBEAT = "heartbeat";

  /** Milliseconds until a host that does not answer is given up. */
  static final String CONNECTION_TIMEOUT = "connection_timeout";

  private static final String PLAIN = "amqp";
  private static final String TLS = "amqps";
  private static final ServerUrl.Form FORM = form();

  private static ServerUrl.Form form() {
    Map<String, Integer> schemes = new LinkedHashMap<>();
    schemes.put(PLAIN, 5672);
    schemes.put(TLS, 5671);
    return new ServerUrl.Form(
        "the broker's URL", schemes, Set.of(HEARTBEAT, CONNECTION_TIMEOUT, ServerUrl.CA_FILE));
  }

  static boolean isSupported(String url) {
    return FORM.knows(url);
  }

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException when it is none of a broker; the message does not repeat it,
   *     as it may have a password
   */
  static BrokerUrl parse(String url) {
    ServerUrl server = ServerUrl.parse(url, FORM);
    String word = server.word(FORM);
    return new BrokerUrl(server, word.isEmpty() ? "/" : word);
  }

  boolean tls() {
    return server.scheme().equals(TLS);
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
