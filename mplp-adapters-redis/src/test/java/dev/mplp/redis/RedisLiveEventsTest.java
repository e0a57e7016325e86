package dev.mplp.redis;

import dev.mplp.spi.LiveEvents;
import dev.mplp.tck.LiveEventsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On Redis, by two handles in turn. */
class RedisLiveEventsTest extends LiveEventsContract {

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
  protected LiveEvents live() {
    return shared.next().live();
  }
}
