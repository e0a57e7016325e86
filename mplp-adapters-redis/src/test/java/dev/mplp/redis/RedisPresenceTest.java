package dev.mplp.redis;

import dev.mplp.spi.Presence;
import dev.mplp.tck.PresenceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On Redis, by two handles in turn. */
class RedisPresenceTest extends PresenceContract {

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
  protected Presence presence() {
    return shared.next().presence();
  }
}
