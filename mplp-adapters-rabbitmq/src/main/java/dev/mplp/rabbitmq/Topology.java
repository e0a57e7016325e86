package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;

/**
 * What has to be there at the broker. What is there already stays as it is, so that whoever runs
 * the broker may set it up, and this process needs no right to.
 *
 * <p>The exchange of events has an alternate one, whose queue keeps the last messages that nobody
 * subscribed to: so a message is returned only when something is wrong.
 */
final class Topology {

  private static final int MOST_UNROUTED = 1_000;

  private final Connection connection;

  Topology(Connection connection) {
    this.connection = connection;
  }

  /** Declares what is missing of the exchange and what belongs to it. */
  void declare(String exchange) throws IOException {
    String unrouted = exchange + ".unrouted";
    if (!isThere(channel -> channel.queueDeclarePassive(unrouted))) {
      with(
          channel -> {
            channel.exchangeDeclare(unrouted, BuiltinExchangeType.FANOUT, true);
            channel.queueDeclare(
                unrouted,
                true,
                false,
                false,
                Map.of("x-max-length", MOST_UNROUTED, "x-overflow", "drop-head"));
            channel.queueBind(unrouted, unrouted, "");
          });
    }
    if (!isThere(channel -> channel.exchangeDeclarePassive(exchange))) {
      with(
          channel ->
              channel.exchangeDeclare(
                  exchange,
                  BuiltinExchangeType.TOPIC,
                  true,
                  false,
                  Map.of("alternate-exchange", unrouted)));
    }
  }

  /** Something to be done on a channel. */
  interface Act {
    /** Does it. */
    void on(Channel channel) throws IOException;
  }

  /** Whether the broker knows what the act names; asking after what is not there ends a channel. */
  boolean isThere(Act act) throws IOException {
    Channel channel = channel(connection);
    try {
      act.on(channel);
    } catch (IOException e) {
      if (Refusal.code(e) == AMQP.NOT_FOUND) {
        return false;
      } else if (Refusal.code(e) == AMQP.ACCESS_REFUSED) {
        return true; // it is there for others, and set up by them
      }
      throw e;
    }
    Endings.end(channel);
    return true;
  }

  /**
   * Binds a queue. Who has no right to leaves that, as the exchange and the queue, to whoever set
   * up the broker.
   */
  void bind(String queue, String exchange, String routingKey) throws IOException {
    try {
      with(channel -> channel.queueBind(queue, exchange, routingKey));
    } catch (IOException e) {
      if (Refusal.code(e) != AMQP.ACCESS_REFUSED) {
        throw e;
      }
    }
  }

  void with(Act act) throws IOException {
    Channel channel = channel(connection);
    act.on(channel);
    Endings.end(channel);
  }

  /** Another channel of a connection. */
  static Channel channel(Connection connection) throws IOException {
    Channel channel = connection.createChannel();
    if (channel == null) {
      throw new IOException("the broker gives no more channels");
    }
    return channel;
  }
}
