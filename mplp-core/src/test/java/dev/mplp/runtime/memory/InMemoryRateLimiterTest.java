package dev.mplp.runtime.memory;

import dev.mplp.spi.RateLimiter;
import dev.mplp.tck.RateLimiterContract;

/** In memory. */
class InMemoryRateLimiterTest extends RateLimiterContract {

  private final RateLimiter limiter = InMemoryRateLimiter.create();

  @Override
  protected RateLimiter limiter() {
    return limiter;
  }
}
