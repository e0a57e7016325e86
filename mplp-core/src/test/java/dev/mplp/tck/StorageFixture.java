package dev.mplp.tck;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.time.Duration;

/** An empty store for one test, and what a test needs to do with it besides using it. */
public interface StorageFixture extends AutoCloseable {

  /**
   * A handle on the store. Each call gives another one where the storage can have several (as
   * another process would have it); what was committed through a closed handle is seen through the
   * next.
   */
  Storage open();

  /** Moves the clock of the store forward, for every handle. It may run by itself as well. */
  void advance(Duration by);

  /**
   * Writes a set so that it is done when the result is closed, and not before: its commit is
   * parked. A storage with transactions keeps the one open in which the set has been written
   * already, so that everything drawn from sequences is drawn now.
   *
   * @param set writes documents and log records only
   */
  default Parked park(ChangeSet set) {
    Storage storage = open();
    return () -> storage.commit(set);
  }

  /** Closes every handle, and throws the store away. */
  @Override
  void close();

  /** A commit that has not happened yet. */
  interface Parked extends AutoCloseable {
    /** Commits. */
    @Override
    void close();
  }
}
