package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
public final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK = Duration.ofMillis(5).toNanos();

  private Eventually() {}

  /** Waits until it is so, for half a minute at most. */
  public static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what + ", in time").isLessThan(deadline);
      LockSupport.parkNanos(LOOK);
    }
  }
}
