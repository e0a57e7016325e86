package dev.mplp.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time.
 *
 * @param from its beginning, which belongs to it; null for since ever
 * @param until its end, which does not belong to it; null for for ever
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant until) {

  /** Always. */
  public static final TimeRange ALL = new TimeRange(null, null);

  /** Refuses a range that ends before it begins. */
  public TimeRange {
    if (from != null && until != null && until.isBefore(from)) {
      throw new IllegalArgumentException(
          "a range must not end before it begins, but is from " + from + " until " + until);
    }
  }

  /** From this time on. */
  public static TimeRange since(Instant from) {
    return new TimeRange(from, null);
  }

  /** From one time until another. */
  public static TimeRange between(Instant from, Instant until) {
    return new TimeRange(from, until);
  }

  /** True when nothing is left out. */
  public boolean isAll() {
    return from == null && until == null;
  }

  /** Whether a time belongs to the range. */
  public boolean contains(Instant time) {
    return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
  }
}
