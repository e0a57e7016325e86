package dev.mplp.runtime.cache;

import dev.mplp.event.EventRecord;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Optional;

/** Reads of somebody who may come from other processes: older than what he saw there is nothing. */
public final class SessionReads implements Reads {

  private final Reads reads;
  private final Seen seen;

  private SessionReads(Reads reads, Seen seen) {
    this.reads = reads;
    this.seen = seen;
  }

  /**
   * Reads of a session.
   *
   * @param token what {@link #token} said where it was last, empty for none
   * @throws IllegalArgumentException when it is no such token
   */
  public static SessionReads of(Reads reads, String token) {
    return new SessionReads(reads, reads.seen(token));
  }

  /** What the session has seen by now, for the process where it goes on. */
  public String token() {
    return seen.token();
  }

  @Override
  public Optional<CachedDocument> get(DocumentKey key) {
    long begin = seen.begin();
    Optional<CachedDocument> found = reads.get(key);
    return noted(begin, key, seen.allows(key, found) ? found : reads.stored(key));
  }

  private Optional<CachedDocument> noted(
      long begin, DocumentKey key, Optional<CachedDocument> found) {
    if (CachedReads.isCached(key.kind())) {
      seen.saw(begin, key, found);
    }
    return found;
  }

  @Override
  public Optional<CachedDocument> again(DocumentKey key) {
    long begin = seen.begin();
    return noted(begin, key, reads.again(key));
  }

  @Override
  public Optional<CachedDocument> stored(DocumentKey key) {
    long begin = seen.begin();
    return noted(begin, key, reads.stored(key));
  }

  @Override
  public void told(String tenant, EventRecord record) {
    reads.told(tenant, record);
    DocumentKey subject = Heard.subject(tenant, record);
    if (Heard.isOfMany(record)) {
      seen.toldOfMany();
    } else if (subject != null) {
      seen.told(subject);
    }
  }

  @Override
  public Reads past(Storage storage) {
    return new SessionReads(reads.past(storage), seen);
  }

  @Override
  public Storage watched(Storage storage) {
    return WatchedStorage.seenBy(seen, storage);
  }

  @Override
  public Seen seen(String token) {
    return reads.seen(token);
  }
}
