package dev.mplp.examples.server.storage;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.Item;
import dev.mplp.spi.Leases;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageHealth;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A storage as somebody sees it: everything goes to the storage that {@link #storage} gives.
 * Closing it leaves that open. One set alone is committed like a list of one.
 */
public abstract class StorageView implements Storage {

  private final Storage storage;

  /** Over a storage(). */
  protected StorageView(Storage storage) {
    this.storage = storage;
  }

  /** The storage that it is a view of; asked anew for each call. */
  protected Storage storage() {
    return storage;
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return storage().commit(sets);
  }

  @Override
  public Instant now() {
    return storage().now();
  }

  @Override
  public Optional<Document> get(DocumentKey key) {
    return storage().get(key);
  }

  @Override
  public List<Document> list(DocumentQuery query) {
    return storage().list(query);
  }

  @Override
  public int count(DocumentQuery query, int max) {
    return storage().count(query, max);
  }

  @Override
  public List<String> tenants(String after, int limit) {
    return storage().tenants(after, limit);
  }

  @Override
  public List<Item> items(DocumentKey owner, long after, int limit) {
    return storage().items(owner, after, limit);
  }

  @Override
  public StorageHealth health() {
    return storage().health();
  }

  @Override
  public Work work() {
    return storage().work();
  }

  @Override
  public EventLog log() {
    return storage().log();
  }

  @Override
  public Timers timers() {
    return storage().timers();
  }

  @Override
  public Leases leases() {
    return storage().leases();
  }

  @Override
  public Registration onSignal(Consumer<Signal> listener) {
    return storage().onSignal(listener);
  }

  @Override
  public void close() {}
}
