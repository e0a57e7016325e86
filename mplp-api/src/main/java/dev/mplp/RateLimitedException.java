package dev.mplp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The caller, or all callers of its tenant together, called too often; code {@code RATE_LIMITED}.
 * Nothing was done.
 */
public final class RateLimitedException extends MplpException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * A call that was one too many.
   *
   * @param retryAfter when to call again
   */
  public RateLimitedException(String message, Duration retryAfter) {
    super("RATE_LIMITED", true, message, null);
    this.retryAfter = requireNonNull(retryAfter, "retryAfter");
  }

  /** How long to wait before calling again: until then every call is refused. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
