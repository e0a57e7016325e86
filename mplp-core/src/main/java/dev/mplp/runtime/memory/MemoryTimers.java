package dev.mplp.runtime.memory;

import dev.mplp.spi.Change;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Timers in the order in which they become due; those that were handed out wait apart. */
final class MemoryTimers implements Timers {

  private final Guard guard;
  private final StorageClock clock;
  private final Signals signals;
  private final Map<Key, Entry> timers = new HashMap<>();
  private final TreeSet<Entry> waiting =
      new TreeSet<>(Comparator.comparing(Entry::due).thenComparing(Entry::order));
  private final TreeSet<Entry> hidden =
      new TreeSet<>(Comparator.comparing(Entry::hiddenUntil).thenComparing(Entry::order));
  private long lastOrder;

  MemoryTimers(Guard guard, StorageClock clock, Signals signals) {
    this.guard = guard;
    this.clock = clock;
    this.signals = signals;
  }

  /** Under the lock. */
  boolean isSet(String tenant, String kind, String id) {
    return timers.containsKey(new Key(tenant, kind, id));
  }

  /** Under the lock. */
  void put(String tenant, Change.PutTimer put) {
    Timer timer = new Timer(tenant, put.kind(), put.id(), Micros.truncate(put.due()), put.body());
    replace(new Key(tenant, put.kind(), put.id()), new Entry(timer, ++lastOrder, Instant.MIN));
    signals.raise(Signal.TIMER);
  }

  /** Under the lock. */
  void remove(String tenant, String kind, String id) {
    Entry entry = timers.remove(new Key(tenant, kind, id));
    if (entry != null && !waiting.remove(entry)) {
      hidden.remove(entry);
    }
  }

  private void replace(Key key, Entry entry) {
    remove(key.tenant, key.kind, key.id);
    timers.put(key, entry);
    (entry.hiddenUntil.equals(Instant.MIN) ? waiting : hidden).add(entry);
  }

  @Override
  public List<Timer> due(int max, Duration hold) {
    return guard.call(
        () -> {
          long now = clock.micros();
          bringBack(now);
          Instant limit = Micros.toInstant(now);
          Instant hiddenUntil = Micros.toInstant(now + Micros.of(hold));
          List<Timer> due = new ArrayList<>();
          while (due.size() < max && !waiting.isEmpty()) {
            Entry first = waiting.first();
            if (first.due().isAfter(limit)) {
              break;
            }
            due.add(first.timer);
            replace(Key.of(first.timer), new Entry(first.timer, first.order, hiddenUntil));
          }
          return due;
        });
  }

  private void bringBack(long now) {
    Instant limit = Micros.toInstant(now);
    while (!hidden.isEmpty() && !hidden.first().hiddenUntil.isAfter(limit)) {
      Entry entry = hidden.first();
      replace(Key.of(entry.timer), new Entry(entry.timer, entry.order, Instant.MIN));
    }
  }

  @Override
  public Optional<Instant> next() {
    return guard.call(
        () -> {
          bringBack(clock.micros());
          return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first().due());
        });
  }

  private record Key(String tenant, String kind, String id) {
    static Key of(Timer timer) {
      return new Key(timer.tenant(), timer.kind(), timer.id());
    }
  }

  /**
   * A timer that is set.
   *
   * @param order breaks ties
   * @param hiddenUntil MIN while it is not handed out
   */
  private record Entry(Timer timer, long order, Instant hiddenUntil) {
    Instant due() {
      return timer.due();
    }
  }
}
