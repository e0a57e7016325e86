package dev.mplp.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/**
 * What remote steps need at the broker: an exchange of requests with a queue for each role, an
 * exchange of replies with their queue, one that tells every agent of cancellations, and one of
 * dead letters. Agents in other languages declare the same. That there are several exchanges lets
 * the broker give an agent the right to answer and none to ask.
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

  /**
   * How long a request may be in the hands of an agent: longer than an attempt may take. Otherwise
   * the broker ends its channel after half an hour, and gives the request to another one. Brokers
   * before 3.12 do not know the argument.
   */
  private static final long LONGEST_STEP = Duration.ofDays(31).toMillis();

  /** Of a queue of dead letters. */
  private static final Map<String, Object> DEAD =
      Map.of("x-max-length", MOST_DEAD, "x-overflow", "drop-head");

  /** Of a queue of requests or replies. */
  static final Map<String, Object> REPLICATED =
      Map.of(
          "x-queue-type",
          "quorum",
          "x-delivery-limit",
          MOST_DELIVERIES,
          "x-consumer-timeout",
          LONGEST_STEP);

  private static final int LONGEST_NAME = 255;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** The direct exchange of requests, whose routing keys are words of roles. */
  String requests() {
    return prefix + ".steps";
  }

  /** The queue of requests for a role. */
  String requests(String role) {
    return requests() + '.' + word(role);
  }

  /**
   * The queue of replies of all roles, for whichever replica takes them, and the exchange before
   * it, with the same routing key.
   */
  String replies() {
    return prefix + ".replies";
  }

  /** The fanout exchange of cancellations. */
  String cancellations() {
    return prefix + ".steps.cancel";
  }

  /** The direct exchange of dead letters, whose routing keys are names of their queues. */
  String deadLetters() {
    return prefix + ".dead";
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

  /**
   * Declares what is missing to send requests for a role, to take them, and to tell agents of
   * cancellations: so agents need no right to make anything once there was a request.
   */
  void declareRequests(Connection connection, String role) throws IOException {
    declareCancellations(connection);
    Topology topology = new Topology(connection);
    declareExchange(topology, requests(), BuiltinExchangeType.DIRECT);
    declareQueue(topology, requests(role));
    topology.bind(requests(role), requests(), word(role));
  }

  /** Declares the queue of replies and its exchange where they are missing. */
  void declareReplies(Connection connection) throws IOException {
    Topology topology = new Topology(connection);
    declareExchange(topology, replies(), BuiltinExchangeType.DIRECT);
    declareQueue(topology, replies());
    topology.bind(replies(), replies(), replies());
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

  private void declareQueue(Topology topology, String name) throws IOException {
    declareExchange(topology, deadLetters(), BuiltinExchangeType.DIRECT);
    declareQueue(topology, dead(name), DEAD);
    topology.bind(dead(name), deadLetters(), dead(name));
    declareQueue(topology, name, REPLICATED);
  }

  private static void declareQueue(Topology topology, String name, Map<String, Object> arguments)
      throws IOException {
    if (!topology.isThere(channel -> channel.queueDeclarePassive(name))) {
      topology.with(channel -> channel.queueDeclare(name, true, false, false, arguments));
    }
  }
}
