package dev.mplp.runtime.journal;

import dev.mplp.model.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of time as index values: each entry is listed by its day and by its hour, so that a
 * range is read by its days and by the hours of the days that it cuts.
 */
final class Buckets {

  private static final String DAY = "day";
  private static final String HOUR = "hour";
  private static final int DAY_LENGTH = "2026-11-22".length();
  private static final int HOUR_LENGTH = "2026-11-22T21".length();
  private static final Duration ONE_DAY = Duration.ofDays(1);

  private Buckets() {}

  /** The index values of a time. */
  static Map<String, String> of(Instant time) {
    return Map.of(DAY, text(time, DAY_LENGTH), HOUR, text(time, HOUR_LENGTH));
  }

  private static String text(Instant time, int length) {
    return time.toString().substring(0, length);
  }

  /**
   * A stretch of time.
   *
   * @param name of the index
   * @param value of the index
   * @param next where the next one begins
   */
  record Bucket(String name, String value, Instant next) {}

  /** The longest stretch that begins at a full hour and does not go beyond the hours of a range. */
  static Bucket at(Instant hour, @Nullable Instant until) {
    boolean isMidnight = hour.equals(hour.truncatedTo(ChronoUnit.DAYS));
    boolean isDay = isMidnight && (until == null || !hour.plus(ONE_DAY).isAfter(until));
    return isDay
        ? new Bucket(DAY, text(hour, DAY_LENGTH), hour.plus(ONE_DAY))
        : new Bucket(HOUR, text(hour, HOUR_LENGTH), hour.plus(Duration.ofHours(1)));
  }

  /** The hour of a time. */
  static Instant hour(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  /** Where reading ends: nothing is recorded later than now, give or take an hour. */
  static Instant end(TimeRange range, Instant now) {
    Instant latest = hour(now).plus(2, ChronoUnit.HOURS);
    return range.until() == null || range.until().isAfter(latest) ? latest : range.until();
  }
}
