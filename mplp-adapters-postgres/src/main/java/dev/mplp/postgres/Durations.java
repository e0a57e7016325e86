package dev.mplp.postgres;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as the server is told them. */
final class Durations {

  /** Longer than anything waits, and still within the server's range of time. */
  private static final Duration LONGEST = Duration.ofDays(3_650_000);

  private Durations() {}

  /** Microseconds, from none to some 10,000 years. */
  static long micros(Duration duration) {
    Duration bounded = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    return bounded.isNegative() ? 0 : bounded.getSeconds() * 1_000_000L + bounded.getNano() / 1_000;
  }

  static Duration ofMicros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
