package dev.mplp.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of a {@link TestRuntime}: goes on by itself, or stands; forward only. Thread-safe. */
final class TestClock implements InstantSource {

  private final boolean ticks;
  private final long beganNanos = System.nanoTime();
  private final AtomicReference<Instant> base;

  TestClock(Instant start, boolean ticks) {
    this.base = new AtomicReference<>(requireNonNull(start, "start"));
    this.ticks = ticks;
  }

  @Override
  public Instant instant() {
    Instant set = requireNonNull(base.get());
    return ticks ? set.plusNanos(System.nanoTime() - beganNanos) : set;
  }

  void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("the clock goes forward only, not by " + by);
    }
    base.updateAndGet(now -> requireNonNull(now).plus(by));
  }
}
