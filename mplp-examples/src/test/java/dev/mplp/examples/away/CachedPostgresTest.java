package dev.mplp.examples.away;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.postgres.PostgresStorage;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.redis.testing.RedisCacheFixture;
import dev.mplp.redis.testing.RedisServer;
import dev.mplp.runtime.Caching;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import dev.mplp.tck.CacheFixture;
import dev.mplp.tck.CacheHistoryContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Histories of the cache with a Redis that is killed, over PostgreSQL, as installations have it.
 */
class CachedPostgresTest extends CacheHistoryContract {

  private static final int TIMEOUT = 400;
  private static RedisServer redis;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  protected Duration length() {
    return Boolean.getBoolean("mplp.full") ? Duration.ofSeconds(20) : Duration.ofSeconds(2);
  }

  @Override
  protected CacheFixture newCache() {
    return new RedisCacheFixture(redis, TIMEOUT);
  }

  @Override
  protected StorageFixture newStorage() {
    return new Database();
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

  /** A schema of its own, with a pool for each process. */
  private static final class Database implements StorageFixture {

    private final String schema = PostgresServer.freshSchema();
    private final List<Storage> opened = new ArrayList<>();

    @Override
    public Storage open() {
      Storage storage =
          PostgresStorage.builder(PostgresServer.shared().url())
              .schema(schema)
              .maximumPoolSize(6)
              .open();
      opened.add(storage);
      return storage;
    }

    @Override
    public void advance(Duration by) {
      throw new UnsupportedOperationException("its clock runs by itself");
    }

    @Override
    public void close() {
      opened.forEach(Storage::close);
      PostgresServer.shared().execute("drop schema " + schema + " cascade");
    }
  }
}
