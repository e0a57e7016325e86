package dev.mplp.redis.testing;

import dev.mplp.redis.RedisMemory;
import dev.mplp.spi.ObjectCache;
import dev.mplp.tck.CacheFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A cache on a private server, a connection of its own for each process. */
public final class RedisCacheFixture implements CacheFixture {

  private final RedisServer server;
  private final String url;
  private final String prefix = "test-" + UUID.randomUUID() + ':';
  private final List<RedisMemory> opened = new ArrayList<>();
  private int lost;

  /**
   * On this server, which stays the caller's.
   *
   * @param timeout how long an answer may take, in milliseconds
   */
  public RedisCacheFixture(RedisServer server, int timeout) {
    this.server = server;
    this.url = server.url() + "?timeout=" + timeout;
  }

  @Override
  public ObjectCache open() {
    RedisMemory memory = RedisMemory.builder(url).prefix(prefix).open();
    opened.add(memory);
    return memory.objects();
  }

  /** By turns at once, and by a kill and another start. */
  @Override
  public void loseAll() {
    if (lost++ % 2 == 0) {
      server.kill();
      server.restart();
    } else {
      server.cli("FLUSHALL");
    }
  }

  @Override
  public void close() {
    opened.forEach(RedisMemory::close);
  }
}
