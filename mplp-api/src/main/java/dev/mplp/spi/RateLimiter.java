package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Counts what is done under a key, and says whether it is too much: at most so many in a time, of
 * which a burst may come at once (the generic cell rate algorithm). A key that nobody uses costs
 * nothing after its burst is there again.
 *
 * <p>Decisions of all users of one limiter add up. What a limiter forgets is granted anew, so it is
 * for keeping load away and not for counting what must be exact.
 */
public interface RateLimiter {

  /** The longest key, in characters. */
  int MAX_KEY = 500;

  /**
   * Asks for {@code cost} permits under a key: all or none of them are taken. Whoever uses one key
   * with several rates gets what the rate of each call says about all that was taken.
   *
   * @param key 1 to {@value #MAX_KEY} characters
   * @param cost 1 to the burst of the rate
   * @throws SharedMemoryException when it is not to be had
   * @throws IllegalArgumentException when key or cost are out of their bounds
   */
  Decision take(String key, Rate rate, int cost);

  /** One permit, see {@link #take(String, Rate, int)}. */
  default Decision take(String key, Rate rate) {
    return take(key, rate, 1);
  }

  /**
   * How much is allowed.
   *
   * @param permits so many ...
   * @param period ... in this time, one day at most; not more than one in a microsecond
   * @param burst how many may come at once, 1 to 1,000,000; they are there again within 30 days
   */
  record Rate(int permits, Duration period, int burst) {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_BURST = Duration.ofDays(30);
    private static final int MAX_BURST = 1_000_000;

    /** Checks the bounds. */
    public Rate {
      requireNonNull(period, "period");
      if (permits < 1) {
        throw new IllegalArgumentException("permits must be 1 or more, but are " + permits);
      }
      if (period.compareTo(LONGEST) > 0 || micros(period) / permits < 1) {
        throw new IllegalArgumentException(
            "a rate is at most one in a microsecond, over at most one day, but is "
                + permits
                + " in "
                + period);
      }
      if (burst < 1 || burst > MAX_BURST) {
        throw new IllegalArgumentException("burst must be 1 to 1,000,000, but is " + burst);
      }
      if (micros(period) / permits * burst > micros(LONGEST_BURST)) {
        throw new IllegalArgumentException(
            "a burst is there again within 30 days, but " + burst + " take longer; allow fewer");
      }
    }

    private static long micros(Duration duration) {
      return duration.toNanos() / 1_000;
    }

    /** So many a second, all of which may come at once. */
    public static Rate perSecond(int permits) {
      return new Rate(permits, Duration.ofSeconds(1), permits);
    }

    /** So many a minute, all of which may come at once. */
    public static Rate perMinute(int permits) {
      return new Rate(permits, Duration.ofMinutes(1), permits);
    }

    /** The same with another burst. */
    public Rate withBurst(int most) {
      return new Rate(permits, period, most);
    }

    /** How long it takes until the next permit is there, in microseconds. */
    public long interval() {
      return micros(period) / permits;
    }

    /** How long it takes until the whole burst is there again, in microseconds. */
    public long capacity() {
      return interval() * burst;
    }
  }

  /**
   * The answer.
   *
   * @param allowed whether the permits were taken
   * @param remaining how many more could be taken at once
   * @param retryAfter when the same could be asked again with success; zero when it is allowed
   * @param resetAfter when the whole burst is there again
   */
  record Decision(boolean allowed, long remaining, Duration retryAfter, Duration resetAfter) {

    /** Refuses nulls. */
    public Decision {
      requireNonNull(retryAfter, "retryAfter");
      requireNonNull(resetAfter, "resetAfter");
    }

    /** The answer in microseconds, as limiters reckon. */
    public static Decision ofMicros(
        boolean allowed, long remaining, long retryAfter, long resetAfter) {
      return new Decision(
          allowed,
          remaining,
          Duration.ofNanos(retryAfter * 1_000),
          Duration.ofNanos(resetAfter * 1_000));
    }
  }

  /**
   * Checks what {@link #take} is given.
   *
   * @throws IllegalArgumentException when it is out of its bounds
   */
  static void check(String key, Rate rate, int cost) {
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException(
          "a key has 1 to " + MAX_KEY + " characters, but this one " + key.length());
    }
    if (cost < 1 || cost > rate.burst()) {
      throw new IllegalArgumentException(
          "cost must be 1 to the burst of " + rate.burst() + ", but is " + cost);
    }
  }
}
