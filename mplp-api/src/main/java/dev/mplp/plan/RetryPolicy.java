package dev.mplp.plan;

import java.time.Duration;

/**
 * How failed attempts at a step are repeated: exponential backoff with full jitter.
 *
 * @param maxAttempts attempts in one run, from 1; attempts that were lost with their worker do not
 *     count
 * @param initialDelay the longest delay before the second attempt
 * @param multiplier by how much the longest delay grows each time, 1 or more
 * @param maxDelay beyond which it does not grow
 */
public record RetryPolicy(
    int maxAttempts, Duration initialDelay, double multiplier, Duration maxDelay) {

  /** One attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO);

  /** Refuses what makes no sense. */
  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be 1 or more but is " + maxAttempts);
    }
    if (initialDelay.isNegative() || maxDelay.compareTo(initialDelay) < 0) {
      throw new IllegalArgumentException(
          "initialDelay must not be negative nor exceed maxDelay, but they are "
              + initialDelay
              + " and "
              + maxDelay);
    }
    if (!(multiplier >= 1)) {
      throw new IllegalArgumentException("multiplier must be 1 or more but is " + multiplier);
    }
  }

  /** So many attempts, with delays that double from 0.2 s to 30 s. */
  public static RetryPolicy attempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, Duration.ofMillis(200), 2, Duration.ofSeconds(30));
  }

  /** The same number of attempts without any delay. */
  public RetryPolicy withoutDelay() {
    return new RetryPolicy(maxAttempts, Duration.ZERO, 1, Duration.ZERO);
  }

  /**
   * The longest delay after so many failures, from 1.
   *
   * @param failures how many attempts have failed
   */
  public Duration longestDelay(int failures) {
    double millis = initialDelay.toMillis() * Math.pow(multiplier, failures - 1.0);
    return millis >= maxDelay.toMillis() ? maxDelay : Duration.ofMillis((long) millis);
  }
}
