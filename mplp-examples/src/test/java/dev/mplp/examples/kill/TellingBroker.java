package dev.mplp.examples.kill;

import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Says on standard output when its process begins to send events, and again after a pause. */
final class TellingBroker implements EventBroker {

  /** What it says, followed by the time in milliseconds. */
  static final String RELAYS = "relays since ";

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1_500);

  private final EventBroker broker;
  private volatile long last = System.nanoTime() - PAUSE;

  TellingBroker(EventBroker broker) {
    this.broker = broker;
  }

  @Override
  public CompletableFuture<Void> publish(EventMessage message) {
    long now = System.nanoTime();
    if (now - last >= PAUSE) {
      System.out.println(RELAYS + System.currentTimeMillis());
    }
    last = now;
    return broker.publish(message);
  }

  @Override
  public EventGroups groups() {
    return broker.groups();
  }

  @Override
  public BrokerHealth health() {
    return broker.health();
  }

  @Override
  public void close() {
    broker.close();
  }
}
