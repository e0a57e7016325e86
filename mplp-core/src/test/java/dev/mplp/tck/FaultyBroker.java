package dev.mplp.tck;

import dev.mplp.spi.BrokerException;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A broker that goes away when it is told to, and loses messages or their answers at random: before
 * they arrive, or after. Its answers come late and on another thread. It fails each message twice
 * at most.
 */
public final class FaultyBroker implements EventBroker {

  private final EventBroker broker;
  private final Random random;
  private final double rate;
  private final ConcurrentHashMap<String, Integer> failures = new ConcurrentHashMap<>();
  private final ExecutorService late = Executors.newSingleThreadExecutor();
  private volatile boolean away;
  private volatile Predicate<EventMessage> held = message -> false;
  private volatile Predicate<EventMessage> refused = message -> false;

  /**
   * Stands before a broker, which is closed with it.
   *
   * @param rate how many of the messages meet a fault, 0 to 1
   */
  public FaultyBroker(EventBroker broker, long seed, double rate) {
    this.broker = broker;
    this.random = new Random(seed);
    this.rate = rate;
  }

  /** Takes nothing any more, or takes messages again. */
  public void away(boolean away) {
    this.away = away;
  }

  /** Refuses these messages until told otherwise. */
  public void hold(Predicate<EventMessage> held) {
    this.held = held;
  }

  /** Refuses these messages for good. */
  public void refuse(Predicate<EventMessage> refused) {
    this.refused = refused;
  }

  @Override
  public CompletableFuture<Void> publish(EventMessage message) {
    return publish(message, broker::publish);
  }

  private CompletableFuture<Void> publish(
      EventMessage message, Function<EventMessage, CompletableFuture<Void>> on) {
    if (refused.test(message)) {
      return CompletableFuture.failedFuture(new BrokerException(false, "too dull", null));
    }
    if (away || held.test(message)) {
      return CompletableFuture.failedFuture(new BrokerException(true, "taken away", null));
    }
    int fault = fault(message);
    if (fault == 1) {
      return CompletableFuture.failedFuture(new BrokerException(true, "lost on the way", null));
    }
    Executor later = CompletableFuture.delayedExecutor(delay(), TimeUnit.MICROSECONDS, late);
    return on.apply(message)
        .thenRunAsync(
            () -> {
              if (fault == 2) {
                throw new BrokerException(true, "the answer is lost", null);
              }
            },
            later);
  }

  private synchronized long delay() {
    return random.nextInt(rate == 0 ? 50 : 2_000);
  }

  private synchronized int fault(EventMessage message) {
    if (random.nextDouble() >= rate || failures.merge(message.id(), 1, Integer::sum) > 2) {
      return 0;
    }
    return 1 + random.nextInt(2);
  }

  /** Messages to one group meet the same faults. */
  @Override
  public EventGroups groups() {
    EventGroups groups = broker.groups();
    return new EventGroups() {
      @Override
      public Subscription subscribe(EventGroup group, EventConsumer consumer) {
        return groups.subscribe(group, consumer);
      }

      @Override
      public CompletableFuture<Void> send(String group, EventMessage message) {
        return publish(message, one -> groups.send(group, one));
      }

      @Override
      public List<DeadLetter> deadLetters(String group, int limit) {
        return groups.deadLetters(group, limit);
      }

      @Override
      public int redeliver(String group, int limit) {
        return groups.redeliver(group, limit);
      }
    };
  }

  @Override
  public BrokerHealth health() {
    return away ? new BrokerHealth(BrokerHealth.State.AWAY, "taken away") : broker.health();
  }

  @Override
  public void close() {
    late.shutdownNow();
    broker.close();
  }
}
