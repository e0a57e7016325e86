package dev.mplp.runtime.sharing;

import dev.mplp.runtime.memory.InMemoryRateLimiter;
import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.SharedMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * The limits of all replicas together, and those of this one alone while the others cannot be asked
 * about. What this one counts meanwhile begins with a whole burst. Thread-safe.
 */
public final class SharedLimiter implements RateLimiter {

  private final @Nullable RateLimiter shared;
  private final RateLimiter own = InMemoryRateLimiter.create();

  /**
   * A limiter.
   *
   * @param shared null when there is nothing to share
   */
  public SharedLimiter(@Nullable RateLimiter shared) {
    this.shared = shared;
  }

  @Override
  public Decision take(String key, Rate rate, int cost) {
    if (shared != null) {
      try {
        return shared.take(key, rate, cost);
      } catch (SharedMemoryException e) {
        // Health tells that it is away; until it is back this replica goes by what it knows.
      }
    }
    return own.take(key, rate, cost);
  }
}
