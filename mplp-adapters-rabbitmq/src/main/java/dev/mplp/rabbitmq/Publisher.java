package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends messages over the channel that there is, and refuses them while there is none. */
final class Publisher implements Link.Guest {

  private final String exchange;
  private final Link link;
  private volatile @Nullable ConfirmedChannel open;
  private volatile String why = "not yet";

  /** Sends to an exchange, over the channels of a link. */
  Publisher(String exchange, Link link) {
    this.exchange = exchange;
    this.link = link;
  }

  @Override
  public String name() {
    return "exchange " + exchange;
  }

  @Override
  public void opened(Connection connection) throws IOException {
    new Topology(connection).declare(exchange);
    open = new ConfirmedChannel(Topology.channel(connection), link::wake);
  }

  @Override
  public void lost(String why) {
    this.why = why;
    ConfirmedChannel before = open;
    open = null;
    if (before != null) {
      before.close(why);
    }
  }

  @Override
  public @Nullable String trouble() {
    ConfirmedChannel now = open;
    return now == null ? null : now.trouble();
  }

  @Override
  public @Nullable String silence() {
    ConfirmedChannel now = open;
    boolean blocked = link.health().state() == BrokerHealth.State.BLOCKED;
    return now == null || blocked ? null : now.silence();
  }

  /** Whether it takes messages. */
  BrokerHealth health() {
    BrokerHealth connection = link.health();
    return !connection.available() || open != null
        ? connection
        : new BrokerHealth(
            BrokerHealth.State.AWAY, connection.detail() + ", but nothing can be sent: " + why);
  }

  /** Sends a message to whoever is bound to such. */
  CompletableFuture<Void> publish(EventMessage message) {
    return publish(exchange, message.routingKey(), message, CloudEvents.properties(message));
  }

  /** Sends a message to one queue, marked as replayed. */
  CompletableFuture<Void> send(String queue, EventMessage message) {
    BasicProperties properties = CloudEvents.properties(message);
    Map<String, Object> headers = Letter.replayed(properties.getHeaders(), message.routingKey());
    return publish("", queue, message, properties.builder().headers(headers).build());
  }

  private CompletableFuture<Void> publish(
      String to, String routingKey, EventMessage message, BasicProperties properties) {
    if (message.data().length > EventBroker.MAX_DATA) {
      return CompletableFuture.failedFuture(
          new BrokerException(
              false,
              "event "
                  + message.id()
                  + " has "
                  + message.data().length
                  + " bytes of data; a message has at most "
                  + EventBroker.MAX_DATA,
              null));
    }
    return publish(to, routingKey, properties, message.data());
  }

  /** Puts a message into one queue as it is. */
  CompletableFuture<Void> put(String queue, BasicProperties properties, byte[] body) {
    return publish("", queue, properties, body);
  }

  private CompletableFuture<Void> publish(
      String to, String routingKey, BasicProperties properties, byte[] body) {
    ConfirmedChannel now = open;
    BrokerHealth state = health();
    if (now == null || !state.available()) {
      return CompletableFuture.failedFuture(new BrokerException(true, state.detail(), null));
    }
    String id = String.valueOf(properties.getMessageId());
    return now.publish(to, routingKey, id, properties, body);
  }
}
