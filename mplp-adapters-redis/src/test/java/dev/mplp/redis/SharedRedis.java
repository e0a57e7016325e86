package dev.mplp.redis;

import dev.mplp.redis.testing.RedisServer;
import dev.mplp.tck.Eventually;
import java.util.UUID;

/** Two handles on one server, as two processes have them, used in turn; keys of their own. */
final class SharedRedis implements AutoCloseable {

  private final RedisMemory[] handles = new RedisMemory[2];
  private int turn;

  SharedRedis() {
    String prefix = "test:" + UUID.randomUUID() + ":";
    for (int i = 0; i < handles.length; i++) {
      String url = RedisServer.shared().url() + "?timeout=5000";
      handles[i] = RedisMemory.builder(url).prefix(prefix).open();
    }
    for (RedisMemory handle : handles) {
      Eventually.until("connected", () -> handle.health().available());
    }
  }

  synchronized RedisMemory next() {
    turn = 1 - turn;
    return handles[turn];
  }

  @Override
  public void close() {
    for (RedisMemory handle : handles) {
      handle.close();
    }
  }
}
