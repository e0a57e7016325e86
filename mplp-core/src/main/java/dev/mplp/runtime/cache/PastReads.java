package dev.mplp.runtime.cache;

import dev.mplp.event.EventRecord;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A storage without copies. */
final class PastReads implements Reads {

  private final Storage storage;
  private final @Nullable Reads copies;

  /**
   * Reads of a storage.
   *
   * @param copies who is told what people are told here, null for nobody
   */
  PastReads(Storage storage, @Nullable Reads copies) {
    this.storage = storage;
    this.copies = copies;
  }

  @Override
  public Optional<CachedDocument> get(DocumentKey key) {
    return storage.get(key).map(CachedDocument::of);
  }

  @Override
  public Optional<CachedDocument> again(DocumentKey key) {
    return get(key);
  }

  @Override
  public Optional<CachedDocument> stored(DocumentKey key) {
    return get(key);
  }

  @Override
  public Seen seen(String token) {
    return copies == null
        ? Seen.withoutCopies(token, System::currentTimeMillis)
        : copies.seen(token);
  }

  @Override
  public void told(String tenant, EventRecord record) {
    if (copies != null) {
      copies.told(tenant, record);
    }
  }

  @Override
  public Reads past(Storage of) {
    return new PastReads(of, copies);
  }
}
