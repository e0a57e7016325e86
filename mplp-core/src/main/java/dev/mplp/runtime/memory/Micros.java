package dev.mplp.runtime.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Time as microseconds since the epoch: the resolution of the storage's clock. */
final class Micros {

  /** No time at all. */
  static final long NONE = Long.MIN_VALUE;

  /** Longer than anything waits: some 10,000 years. */
  private static final Duration LONGEST = Duration.ofDays(3_650_000);

  private Micros() {}

  static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  static long of(Duration duration) {
    Duration bounded = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    return bounded.isNegative() ? 0 : bounded.getSeconds() * 1_000_000L + bounded.getNano() / 1_000;
  }

  static Instant toInstant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  static @Nullable Instant toInstantOrNull(long micros) {
    return micros == NONE ? null : toInstant(micros);
  }

  static Duration toDuration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  static Instant truncate(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
