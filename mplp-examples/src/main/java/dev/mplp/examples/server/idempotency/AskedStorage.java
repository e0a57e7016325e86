package dev.mplp.examples.server.idempotency;

import dev.mplp.examples.server.storage.StorageView;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Item;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The storage of a request that was carried out before: a call through it comes as far as asking
 * whether the caller may make it. It ends where it would read or change the first document.
 */
final class AskedStorage extends StorageView {

  AskedStorage(Storage storage) {
    super(storage);
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    throw new KeyTakenException();
  }

  @Override
  public Instant now() {
    throw new KeyTakenException();
  }

  @Override
  public Optional<Document> get(DocumentKey key) {
    throw new KeyTakenException();
  }

  @Override
  public List<Document> list(DocumentQuery query) {
    throw new KeyTakenException();
  }

  @Override
  public int count(DocumentQuery query, int max) {
    throw new KeyTakenException();
  }

  @Override
  public List<Item> items(DocumentKey owner, long after, int limit) {
    throw new KeyTakenException();
  }
}
