package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How completed steps are undone.
 *
 * @param retry how failed attempts at undoing a step are repeated
 * @param timeout the longest time for one attempt, null for no limit
 * @param onCancel whether an execution that somebody cancels is compensated too, whatever its
 *     {@link FailurePolicy}
 */
public record CompensationOptions(RetryPolicy retry, @Nullable Duration timeout, boolean onCancel) {

  /** Five attempts, no limit on their time, and a cancelled execution stays as it is. */
  public static final CompensationOptions DEFAULT =
      new CompensationOptions(RetryPolicy.attempts(5), null, false);

  /** Refuses what makes no sense. */
  public CompensationOptions {
    requireNonNull(retry, "retry");
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException("timeout must be more than zero but is " + timeout);
    }
  }

  /** The same with these attempts. */
  public CompensationOptions withRetry(RetryPolicy retry) {
    return new CompensationOptions(retry, timeout, onCancel);
  }

  /** The same with this limit. */
  public CompensationOptions withTimeout(@Nullable Duration timeout) {
    return new CompensationOptions(retry, timeout, onCancel);
  }

  /** The same, and what is cancelled is compensated too, or not. */
  public CompensationOptions withOnCancel(boolean onCancel) {
    return new CompensationOptions(retry, timeout, onCancel);
  }
}
