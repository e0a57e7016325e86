package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.memory.InMemoryCacheFixture;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import dev.mplp.tck.CacheFixture;
import dev.mplp.tck.CacheHistoryContract;
import dev.mplp.tck.StorageFixture;
import java.time.Duration;

class InMemoryCacheHistoryTest extends CacheHistoryContract {

  @Override
  protected CacheFixture newCache() {
    return new InMemoryCacheFixture();
  }

  @Override
  protected StorageFixture newStorage() {
    return new RunningMemory();
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
