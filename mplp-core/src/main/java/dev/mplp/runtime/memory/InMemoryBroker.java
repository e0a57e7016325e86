package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A broker in the memory of this process, with groups of subscribers, which keeps the last
 * messages: for tests of what an application would send. Thread-safe.
 */
public final class InMemoryBroker implements EventBroker {

  private static final int MOST = 10_000;

  private final Deque<EventMessage> sent = new ArrayDeque<>();
  private final MemoryGroups groups = new MemoryGroups();
  private boolean closed;

  private InMemoryBroker() {}

  /** An empty broker. */
  public static InMemoryBroker create() {
    return new InMemoryBroker();
  }

  /** The last 10,000 messages, oldest first. */
  public synchronized List<EventMessage> sent() {
    return List.copyOf(sent);
  }

  @Override
  public synchronized CompletableFuture<Void> publish(EventMessage message) {
    requireNonNull(message, "message");
    if (closed) {
      return CompletableFuture.failedFuture(
          new BrokerException(true, "the broker was closed", null));
    }
    if (message.data().length > MAX_DATA) {
      return CompletableFuture.failedFuture(
          new BrokerException(
              false, "event " + message.id() + " has more than " + MAX_DATA + " bytes", null));
    }
    if (!groups.publish(message)) {
      return CompletableFuture.failedFuture(
          new BrokerException(true, "a group has as many messages as there may be", null));
    }
    if (sent.size() == MOST) {
      sent.remove();
    }
    sent.add(message);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public EventGroups groups() {
    return groups;
  }

  @Override
  public synchronized BrokerHealth health() {
    return closed
        ? new BrokerHealth(BrokerHealth.State.AWAY, "closed")
        : new BrokerHealth(BrokerHealth.State.AVAILABLE, "in memory");
  }

  @Override
  public synchronized void close() {
    closed = true;
    groups.close();
  }
}
