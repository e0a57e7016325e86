package dev.mplp.redis;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.redis.testing.RedisCacheFixture;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.runtime.Caching;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import dev.mplp.tck.CacheFixture;
import dev.mplp.tck.CacheHistoryContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With a server that is killed and started anew without its data. */
class RedisCacheHistoryTest extends CacheHistoryContract {

  private static RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected CacheFixture newCache() {
    return new RedisCacheFixture(server, 400);
  }

  @Override
  protected StorageFixture newStorage() {
    InMemoryStorage storage = InMemoryStorage.create();
    return new StorageFixture() {
      @Override
      public Storage open() {
        return storage;
      }

      @Override
      public void advance(Duration by) {
        throw new UnsupportedOperationException("its clock runs by itself");
      }

      @Override
      public void close() {
        storage.close();
      }
    };
  }

  @Override
  protected Mplp runtime(
      Storage storage, ObjectCache cache, Duration keep, RuntimeListener listener) {
    return MplpRuntime.builder()
        .storage(storage)
        .cache(Caching.by(cache).keep(keep))
        .listener(listener)
        .build();
  }
}
