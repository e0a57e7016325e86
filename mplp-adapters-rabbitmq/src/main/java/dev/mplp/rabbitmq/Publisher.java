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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends messages over the channel that there is, and refuses them while there is none. */
final class Publisher implements Link.Guest {

  private final String exchange;
  private final Supplier<BrokerHealth> health;
  private volatile @Nullable ConfirmedChannel open;

  /**
   * Sends to an exchange.
   *
   * @param health of the link
   */
  Publisher(String exchange, Supplier<BrokerHealth> health) {
    this.exchange = exchange;
    this.health = health;
  }

  @Override
  public void opened(Connection connection) throws IOException {
    new Topology(connection).declare(exchange);
    open = new ConfirmedChannel(Topology.channel(connection));
  }

  @Override
  public void lost(String why) {
    ConfirmedChannel before = open;
    open = null;
    if (before != null) {
      before.close(why);
    }
  }

  @Override
  public @Nullable String trouble() {
    ConfirmedChannel now = open;
    return now == null || health.get().state() == BrokerHealth.State.BLOCKED ? null : now.trouble();
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
    ConfirmedChannel now = open;
    BrokerHealth state = health.get();
    if (now == null || !state.available()) {
      return CompletableFuture.failedFuture(new BrokerException(true, state.detail(), null));
    }
    return now.publish(to, routingKey, message.id(), properties, message.data());
  }
}
