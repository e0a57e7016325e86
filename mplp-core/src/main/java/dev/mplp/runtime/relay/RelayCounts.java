package dev.mplp.runtime.relay;

import dev.mplp.observe.RelayFigures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a relay counts of what it does; written by its thread, read by any. */
final class RelayCounts {

  private final LongAdder sent = new LongAdder();
  private final LongAdder confirmed = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicLong waiting = new AtomicLong();
  private volatile boolean relaying;

  void sent() {
    sent.increment();
  }

  void confirmed(long after) {
    confirmed.increment();
    nanos.add(after);
  }

  void retried() {
    retried.increment();
  }

  void refused() {
    refused.increment();
  }

  void waiting(long records) {
    waiting.set(Math.max(0, records));
  }

  void relaying(boolean now) {
    relaying = now;
  }

  RelayFigures figures() {
    return new RelayFigures(
        relaying,
        waiting.get(),
        sent.sum(),
        confirmed.sum(),
        Duration.ofNanos(nanos.sum()),
        retried.sum(),
        refused.sum());
  }
}
