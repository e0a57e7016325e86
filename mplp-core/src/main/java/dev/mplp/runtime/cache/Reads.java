package dev.mplp.runtime.cache;

import dev.mplp.event.EventRecord;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Optional;

/**
 * Documents for whoever only looks at them. Nothing is decided by what is found here: whoever
 * checks a permission or changes something reads the storage.
 */
public interface Reads {

  /** The document, empty when there is none. */
  Optional<CachedDocument> get(DocumentKey key);

  /** Somebody of this process is about to be told this: he must not see older things then. */
  void told(String tenant, EventRecord record);

  /** The storage itself. */
  static Reads of(Storage storage) {
    return new Reads() {
      @Override
      public Optional<CachedDocument> get(DocumentKey key) {
        return storage.get(key).map(CachedDocument::of);
      }

      @Override
      public void told(String tenant, EventRecord record) {}
    };
  }
}
