package dev.mplp.runtime.cache;

import dev.mplp.event.EventRecord;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents for whoever only looks at them. Nothing is decided by what is found here: whoever
 * checks a permission or changes something reads the storage.
 */
public interface Reads {

  /** The document, empty when there is none. */
  Optional<CachedDocument> get(DocumentKey key);

  /** The document as it is in the storage, of which a copy was of no use. */
  Optional<CachedDocument> again(DocumentKey key);

  /** The document as it is in the storage; whatever others find then is not older. */
  Optional<CachedDocument> stored(DocumentKey key);

  /** Somebody of this process is about to be told this: he must not see older things then. */
  void told(String tenant, EventRecord record);

  /** A storage itself, for whoever wants to see no copies; others see nothing older then either. */
  Reads past(Storage storage);

  /** A storage through which whoever looks here reads and writes, as this is to be told of it. */
  default Storage watched(Storage storage) {
    return storage;
  }

  /**
   * What somebody has seen who comes from another process.
   *
   * @param token as {@link Seen#token} gave it there, empty for somebody who comes first
   * @throws IllegalArgumentException when it is no such token
   */
  Seen seen(String token);

  /** What is in a document; where that cannot be read from a copy, from the storage. */
  default <T> Optional<T> read(DocumentKey key, Function<CachedDocument, T> reader) {
    Optional<CachedDocument> found = get(key);
    try {
      return found.map(reader);
    } catch (RuntimeException e) {
      Logger log = LoggerFactory.getLogger(Reads.class);
      log.debug("what was found of {} cannot be read, the storage is asked", key, e);
      return again(key).map(reader);
    }
  }

  /** The storage itself. */
  static Reads of(Storage storage) {
    return new PastReads(storage, null);
  }
}
