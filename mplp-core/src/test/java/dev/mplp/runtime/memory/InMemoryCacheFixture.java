package dev.mplp.runtime.memory;

import dev.mplp.spi.ObjectCache;
import dev.mplp.tck.CacheFixture;

/** One cache for all. */
public final class InMemoryCacheFixture implements CacheFixture {

  private final InMemoryObjectCache cache = InMemoryObjectCache.create();

  @Override
  public ObjectCache open() {
    return cache;
  }

  @Override
  public void loseAll() {
    cache.clear();
  }

  @Override
  public void close() {
    cache.close();
  }
}
