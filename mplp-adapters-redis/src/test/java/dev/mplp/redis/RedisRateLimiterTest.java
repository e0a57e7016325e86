package dev.mplp.redis;

import dev.mplp.spi.RateLimiter;
import dev.mplp.tck.RateLimiterContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On Redis, by two handles in turn. */
class RedisRateLimiterTest extends RateLimiterContract {

  private static SharedRedis shared;

  @BeforeAll
  static void open() {
    shared = new SharedRedis();
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  @Override
  protected RateLimiter limiter() {
    return shared.next().limiter();
  }
}
