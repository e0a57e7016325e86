package dev.mplp.tck;

import dev.mplp.spi.ObjectCache;

/** A cache for one test. */
public interface CacheFixture extends AutoCloseable {

  /** A handle on the cache, as a process has it; closed with the fixture. */
  ObjectCache open();

  /** The cache loses all that it has, without a word to anybody. */
  void loseAll();

  /** Throws everything away. */
  @Override
  void close();
}
