package dev.mplp.runtime.cache;

import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.ForwardingStorage;
import dev.mplp.spi.Storage;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage that tells {@link CachedReads} what is read and written through it: whoever decides on
 * what is stored, and whoever changes it, uses this one.
 */
public final class WatchedStorage extends ForwardingStorage {

  private final StorageWatcher watcher;

  private WatchedStorage(Storage storage, StorageWatcher watcher) {
    super(storage);
    this.watcher = watcher;
  }

  /** The storage of a runtime, closed with this one. */
  public static Storage of(Storage storage, CachedReads reads) {
    return new WatchedStorage(
        storage,
        new StorageWatcher() {
          @Override
          public void saw(long begin, DocumentKey key, Optional<CachedDocument> found) {
            reads.saw(key, found);
          }

          @Override
          public void wrote(Collection<DocumentKey> keys) {
            reads.changed(keys);
          }
        });
  }

  /** One within a transaction of the host: what it shows others may never see. */
  public static Storage within(Storage joined, CachedReads reads) {
    return new WatchedStorage(
        joined,
        new StorageWatcher() {
          @Override
          public void saw(long begin, DocumentKey key, Optional<CachedDocument> found) {
            reads.shown(key);
          }

          @Override
          public void wrote(Collection<DocumentKey> keys) {
            reads.changing(keys);
          }
        });
  }

  /** One of these, of which a session sees something. */
  static Storage seenBy(Seen session, Storage storage) {
    return new WatchedStorage(storage, session);
  }

  @Override
  public Optional<Document> get(DocumentKey key) {
    long begin = watcher.begin();
    Optional<Document> found = super.get(key);
    if (CachedReads.isCached(key.kind())) {
      watcher.saw(begin, key, found.map(CachedDocument::of));
    }
    return found;
  }

  @Override
  public List<Document> list(DocumentQuery query) {
    long begin = watcher.begin();
    List<Document> found = super.list(query);
    if (CachedReads.isCached(query.kind())) {
      for (Document document : found) {
        watcher.saw(begin, document.key(), Optional.of(CachedDocument.of(document)));
      }
    }
    return found;
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return telling(sets, () -> storage().commit(sets));
  }

  @Override
  public Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    return telling(sets, () -> storage().exchange(sets, worker, roles, max));
  }

  /** Whatever comes of it: after a conflict, or an error, what was known counts no more either. */
  private <R> R telling(List<ChangeSet> sets, Supplier<R> commit) {
    try {
      return commit.get();
    } finally {
      Set<DocumentKey> keys = keys(sets);
      if (!keys.isEmpty()) {
        watcher.wrote(keys);
      }
    }
  }

  private static Set<DocumentKey> keys(List<ChangeSet> sets) {
    Set<DocumentKey> keys = new HashSet<>();
    for (ChangeSet set : sets) {
      for (Change change : set.changes()) {
        if (change instanceof Change.PutDocument put && CachedReads.isCached(put.kind())) {
          keys.add(new DocumentKey(set.tenant(), put.kind(), put.id()));
        } else if (change instanceof Change.DeleteDocument deleted
            && CachedReads.isCached(deleted.kind())) {
          keys.add(new DocumentKey(set.tenant(), deleted.kind(), deleted.id()));
        }
      }
    }
    return keys;
  }
}
