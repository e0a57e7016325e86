package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.mplp.spi.EventGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of a group: that of its messages, one for each rest between attempts, whose messages
 * come back when their time is over, and that of dead letters.
 */
final class GroupQueues {

  /** After so many deliveries without an answer (its consumers die of it) a message is dead. */
  private static final int MOST_DELIVERIES = 20;

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);
  private static final Map<String, Object> CLASSIC = Map.of("x-queue-type", "classic");

  private final String exchange;
  private final String queue;

  GroupQueues(String exchange, String group) {
    this.exchange = exchange;
    this.queue = exchange + '.' + EventGroup.checkName(group);
  }

  String queue() {
    return queue;
  }

  String dead() {
    return queue + ".dead";
  }

  String retry(Duration delay) {
    return queue + ".retry." + delay.toMillis();
  }

  /** Declares what is missing, and binds the group to its patterns. */
  void declare(Connection connection, EventGroup group) throws IOException {
    Topology topology = new Topology(connection);
    topology.declare(exchange);
    declareDead(topology);
    Map<String, Object> arguments = quorum();
    arguments.put("x-delivery-limit", MOST_DELIVERIES);
    arguments.put("x-dead-letter-exchange", "");
    arguments.put("x-dead-letter-routing-key", dead());
    declare(topology, queue, arguments);
    for (int attempt = 1; attempt < group.attempts(); attempt++) {
      Duration delay = group.delayAfter(attempt);
      declare(
          topology,
          retry(delay),
          Map.of(
              "x-message-ttl",
              delay.toMillis(),
              "x-dead-letter-exchange",
              "",
              "x-dead-letter-routing-key",
              queue));
    }
    topology.with(
        channel -> {
          for (String pattern : group.patterns()) {
            channel.queueBind(queue, exchange, pattern);
          }
        });
  }

  private static void declare(Topology topology, String name, Map<String, Object> arguments)
      throws IOException {
    if (!topology.isThere(channel -> channel.queueDeclarePassive(name))) {
      topology.with(channel -> channel.queueDeclare(name, true, false, false, arguments));
    }
  }

  /**
   * A classic queue: looking at dead letters hands them out and back again, and a replicated queue
   * drops what was handed out too often, by RabbitMQ 4 after 20 times unless told otherwise.
   */
  private void declareDead(Topology topology) throws IOException {
    declare(topology, dead(), CLASSIC);
    try {
      topology.with(channel -> channel.queueDeclare(dead(), true, false, false, CLASSIC));
    } catch (IOException e) {
      int code = Refusal.code(e);
      if (code == AMQP.PRECONDITION_FAILED) {
        LOG.warn(
            "the queue {} was made with other arguments ({}) and stays as it is; where it is a"
                + " replicated one, a policy \"delivery-limit\" for it keeps letters that are looked"
                + " at often, or delete it once it is empty",
            dead(),
            Link.reason(e));
      } else if (code != AMQP.ACCESS_REFUSED) {
        throw e;
      }
    }
  }

  /** Of replicated queues, which every broker from 3.8 on has, also a single one. */
  private static Map<String, Object> quorum() {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("x-queue-type", "quorum");
    return arguments;
  }

  /** Whether the group was ever made. */
  boolean exist(Connection connection) throws IOException {
    return new Topology(connection).isThere(this::look);
  }

  private void look(Channel channel) throws IOException {
    channel.queueDeclarePassive(queue);
  }
}
