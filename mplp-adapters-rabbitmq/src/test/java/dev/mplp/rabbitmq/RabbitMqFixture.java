package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.tck.BrokerFixture;
import dev.mplp.tck.Eventually;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An exchange of its own on a server, with a plain consumer of everything that reads messages by
 * the letter of the CloudEvents binding, not with the code under test.
 */
final class RabbitMqFixture implements BrokerFixture {

  private static final String PREFIX = "cloudEvents:";
  private static final List<String> CONTEXT =
      List.of("specversion", "id", "source", "type", "time", "subject");

  private final RabbitMqServer server;
  private final String exchange = "test." + UUID.randomUUID();
  private final Connection connection;
  private final Channel channel;
  private final String consumer;
  private final List<EventMessage> received = new CopyOnWriteArrayList<>();

  RabbitMqFixture(RabbitMqServer server) {
    this.server = server;
    try (EventBroker first = open()) {
      Eventually.until("the exchange is declared", () -> first.health().available());
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(server.url());
      connection = factory.newConnection("test");
      channel = connection.createChannel();
      String queue = channel.queueDeclare().getQueue();
      channel.queueBind(queue, exchange, "#");
      consumer =
          channel.basicConsume(
              queue,
              true,
              (tag, delivery) ->
                  received.add(
                      read(
                          delivery.getEnvelope().getRoutingKey(),
                          delivery.getProperties(),
                          delivery.getBody())),
              tag -> {});
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static EventMessage read(String key, BasicProperties properties, byte[] body) {
    Map<String, String> all = new HashMap<>();
    properties
        .getHeaders()
        .forEach((name, value) -> all.put(name.substring(PREFIX.length()), value.toString()));
    boolean good =
        "1.0".equals(all.get("specversion"))
            && properties.getMessageId().equals(all.get("id"))
            && properties.getDeliveryMode() == 2;
    Map<String, String> attributes = new HashMap<>(all);
    CONTEXT.forEach(attributes::remove);
    return new EventMessage(
        good ? all.get("id") : "not a CloudEvent: " + properties,
        key,
        all.get("source"),
        all.get("type"),
        all.get("subject"),
        Instant.parse(all.get("time")),
        properties.getContentType(),
        attributes,
        body);
  }

  String exchange() {
    return exchange;
  }

  /** Lets the plain consumer go, for messages that are no events. */
  void stopReceiving() throws IOException {
    channel.basicCancel(consumer);
  }

  Channel channel() {
    return channel;
  }

  @Override
  public EventBroker open() {
    return RabbitMqBroker.builder(server.url()).exchange(exchange).open();
  }

  @Override
  public List<EventMessage> received() {
    return received;
  }

  @Override
  public void close() {
    try {
      channel.exchangeDelete(exchange);
      channel.queueDelete(exchange + ".unrouted");
      channel.exchangeDelete(exchange + ".unrouted");
      connection.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
