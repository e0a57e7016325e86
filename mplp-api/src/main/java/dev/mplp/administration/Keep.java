package dev.mplp.administration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much is kept of something: what is beyond one of the limits goes.
 *
 * @param age what is older goes; null for no such limit
 * @param count the newest that stay, by creation; null for no such limit. Where objects have
 *     several final statuses, so many of each
 */
public record Keep(@Nullable Duration age, @Nullable Integer count) {

  /** Refuses no limit at all, and limits that are not positive. */
  public Keep {
    if (age == null && count == null) {
      throw new IllegalArgumentException("age or count must be given; what has no Keep stays");
    }
    if (age != null && (age.isZero() || age.isNegative())) {
      throw new IllegalArgumentException("age must be positive but is " + age);
    }
    if (count != null && (count < 1 || count > 1_000_000)) {
      throw new IllegalArgumentException("count must be 1 to 1,000,000 but is " + count);
    }
  }

  /** Nothing older. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public static Keep of(Duration age) {
    return new Keep(age, null);
  }

  /** Nothing older than so many days of 24 hours. */
  public static Keep days(int days) {
    return of(Duration.ofDays(days));
  }

  /** The newest, at most so many. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public static Keep last(int count) {
    return new Keep(null, count);
  }

  /** The same, and at most so many. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public Keep butAtMost(int count) {
    return new Keep(age, count);
  }
}
