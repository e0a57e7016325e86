package dev.mplp.observe;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.RateLimiter.Decision;
import dev.mplp.spi.RateLimiter.Rate;
import java.util.Locale;

/**
 * A call from outside that was counted by one of its limits.
 *
 * @param limit whose calls are counted together
 * @param rate how many of them are allowed
 * @param decision whether this one is, and how many more would be
 */
public record CountedCall(Limit limit, Rate rate, Decision decision) {

  /** Refuses nulls. */
  public CountedCall {
    requireNonNull(limit, "limit");
    requireNonNull(rate, "rate");
    requireNonNull(decision, "decision");
  }

  /** Whose calls are counted together. */
  public enum Limit {
    /** Those of the caller. */
    SUBJECT,
    /** Those of all callers of the tenant. */
    TENANT;

    /** As in metrics and headers: {@code subject}, {@code tenant}. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
