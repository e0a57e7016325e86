package dev.mplp.runtime.store;

import dev.mplp.model.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times and durations in runtime records: ISO-8601 text, microseconds at most. */
public final class Times {

  private Times() {}

  /** Cut to what every storage keeps. */
  public static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** The text of a time, null for null. */
  public static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /** The text of a duration, null for null. */
  public static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }

  /** A time member, null when absent. */
  public static @Nullable Instant instant(JsonObject object, String name) {
    return object.string(name).map(Instant::parse).orElse(null);
  }

  /** A duration member, null when absent. */
  public static @Nullable Duration duration(JsonObject object, String name) {
    return object.string(name).map(Duration::parse).orElse(null);
  }
}
