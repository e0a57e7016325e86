package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What remote steps need at the broker: an exchange of requests with a queue for each role, the
 * queue of replies, and an exchange that tells every agent of cancellations. Agents in other
 * languages declare the same.
 *
 * @param prefix what all names begin with, {@code mplp} unless told otherwise
 */
record StepQueues(String prefix) {

  /**
   * The broker's own limit, out of reach: beyond it a message is dropped, and brokers from version
   * 4 on have a low one unless told otherwise.
   */
  private static final int MOST_DELIVERIES = 1_000_000;

  /** So many dead letters are kept of a queue, the latest ones. */
  private static final int MOST_DEAD = 10_000;

  private static final int LONGEST_NAME = 255;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * The direct exchange of requests, whose routing keys are words of roles, and of replies, whose
   * routing key is the name of their queue; words have no dots.
   */
  String requests() {
    return prefix + ".steps";
  }

  /** The queue of requests for a role. */
  String requests(String role) {
    return requests() + '.' + word(role);
  }

  /** The queue of replies of all roles, for whichever replica takes them. */
  String replies() {
    return prefix + ".replies";
  }

  /** The fanout exchange of cancellations. */
  String cancellations() {
    return prefix + ".steps.cancel";
  }

  /** The dead letters of a queue. */
  static String dead(String queue) {
    return queue + ".dead";
  }

  /**
   * The word for a role in names: letters, digits, {@code _} and {@code -} of ASCII stay, each
   * other byte of UTF-8 becomes {@code %XX}.
   */
  static String word(String role) {
    StringBuilder word = new StringBuilder();
    for (byte one : role.getBytes(UTF_8)) {
      if (one >= 0 && (Character.isLetterOrDigit(one) || one == '_' || one == '-')) {
        word.append((char) one);
      } else {
        word.append('%').append(HEX.toHexDigits(one));
      }
    }
    return word.toString();
  }

  /**
   * Refuses a role whose queue could not be named.
   *
   * @throws IllegalArgumentException when the role is empty or too long
   */
  void checkRole(String role) {
    int length = dead(requests(role)).length();
    if (role.isEmpty() || length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a remote role has at least one character, and the name of its queue at most "
              + LONGEST_NAME
              + "; that of role \""
              + role
              + "\" has "
              + length);
    }
  }

  /** Declares what is missing to send requests for a role and to take them. */
  void declareRequests(Connection connection, String role) throws IOException {
    Topology topology = new Topology(connection);
    declareExchange(topology, requests(), BuiltinExchangeType.DIRECT);
    declareQueue(topology, requests(role));
    topology.with(channel -> channel.queueBind(requests(role), requests(), word(role)));
  }

  /** Declares the queue of replies where it is missing. */
  void declareReplies(Connection connection) throws IOException {
    Topology topology = new Topology(connection);
    declareExchange(topology, requests(), BuiltinExchangeType.DIRECT);
    declareQueue(topology, replies());
    topology.with(channel -> channel.queueBind(replies(), requests(), replies()));
  }

  /** Declares the exchange of cancellations where it is missing. */
  void declareCancellations(Connection connection) throws IOException {
    declareExchange(new Topology(connection), cancellations(), BuiltinExchangeType.FANOUT);
  }

  private static void declareExchange(Topology topology, String name, BuiltinExchangeType type)
      throws IOException {
    if (!topology.isThere(channel -> channel.exchangeDeclarePassive(name))) {
      topology.with(channel -> channel.exchangeDeclare(name, type, true));
    }
  }

  private static void declareQueue(Topology topology, String name) throws IOException {
    if (!topology.isThere(channel -> channel.queueDeclarePassive(dead(name)))) {
      Map<String, Object> arguments = Map.of("x-max-length", MOST_DEAD, "x-overflow", "drop-head");
      topology.with(channel -> channel.queueDeclare(dead(name), true, false, false, arguments));
    }
    if (!topology.isThere(channel -> channel.queueDeclarePassive(name))) {
      Map<String, Object> arguments =
          Map.of("x-queue-type", "quorum", "x-delivery-limit", MOST_DELIVERIES);
      topology.with(channel -> channel.queueDeclare(name, true, false, false, arguments));
    }
  }
}
