package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.engine.Threads;
import dev.mplp.spi.BrokerException;
import dev.mplp.spi.DeadLetter;
import dev.mplp.spi.EventConsumer;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups;
import dev.mplp.spi.EventMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The groups of a broker in memory. */
final class MemoryGroups implements EventGroups {

  private static final int MOST = 1_000;

  private final Map<String, MemoryGroup> groups = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Threads.named("groups"));

  /**
   * Gives a message to every group that takes such.
   *
   * @return false when one of them is full; then none has it
   */
  boolean publish(EventMessage message) {
    List<MemoryGroup> takers =
        groups.values().stream().filter(group -> group.takes(message.routingKey())).toList();
    if (takers.stream().anyMatch(MemoryGroup::isFull)) {
      return false;
    }
    takers.forEach(group -> group.add(message, false));
    return true;
  }

  @Override
  public Subscription subscribe(EventGroup group, EventConsumer consumer) {
    requireNonNull(consumer, "consumer");
    MemoryGroup found = groups.computeIfAbsent(group.name(), name -> new MemoryGroup(group, clock));
    found.update(group);
    return found.join(consumer);
  }

  @Override
  public CompletableFuture<Void> send(String group, EventMessage message) {
    MemoryGroup found = groups.get(EventGroup.checkName(group));
    if (found == null || found.isFull()) {
      String why = found == null ? "there is no group \"" : "no more fits into group \"";
      return CompletableFuture.failedFuture(
          new BrokerException(found != null, why + group + '"', null));
    }
    found.add(message, true);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<DeadLetter> deadLetters(String group, int limit) {
    return existing(group, limit).deadLetters(limit);
  }

  @Override
  public int redeliver(String group, int limit) {
    return existing(group, limit).redeliver(limit);
  }

  private MemoryGroup existing(String group, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is 1 to 1000, but is " + limit);
    }
    MemoryGroup found = groups.get(EventGroup.checkName(group));
    if (found == null) {
      throw new BrokerException(
          false, "there is no group \"" + group + "\": nobody ever subscribed to it", null);
    }
    return found;
  }

  void close() {
    clock.shutdownNow();
  }
}
