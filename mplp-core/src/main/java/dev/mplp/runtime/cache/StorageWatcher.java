package dev.mplp.runtime.cache;

import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import java.util.Collection;
import java.util.Optional;

/** Told what is read and written through a {@link WatchedStorage}, of the kinds that are cached. */
interface StorageWatcher {

  /** Called before something is read. */
  default long begin() {
    return 0;
  }

  /**
   * It was read.
   *
   * @param begin as {@link #begin} said before
   */
  void saw(long begin, DocumentKey key, Optional<CachedDocument> found);

  /** They were written, or may have been. */
  void wrote(Collection<DocumentKey> keys);
}
