package dev.mplp.runtime.memory;

import java.time.InstantSource;

/**
 * The storage's clock: microseconds that never go back. It stands still while the lock is held, so
 * that what happens together has one time.
 */
final class StorageClock {

  private final InstantSource source;
  private long micros = Long.MIN_VALUE;

  StorageClock(InstantSource source) {
    this.source = source;
  }

  /** Looks at the source; when the lock has been taken. */
  void tick() {
    micros = Math.max(micros, Micros.of(source.instant()));
  }

  long micros() {
    return micros;
  }
}
