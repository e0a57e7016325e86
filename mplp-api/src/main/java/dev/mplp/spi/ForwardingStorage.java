package dev.mplp.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A storage before another one, to which everything goes: whoever adds something to a storage
 * extends it and has just that to write.
 *
 * <p>Two calls are not handed on as they are, but made of others of this storage, as {@link
 * Storage} says: {@link #commit(ChangeSet)} of {@link #commit(List)}, and {@link #exchange} of that
 * and of {@link #work}. So who overrides these misses nothing. Who wants what the storage behind
 * does at the price of one overrides {@link #exchange} as well, and calls that of {@link #storage}.
 *
 * <p>It is as safe for use by many threads as what is added to it.
 */
public abstract class ForwardingStorage implements Storage {

  private final Storage storage;

  /** Before a storage, which is closed with this one. */
  protected ForwardingStorage(Storage storage) {
    this.storage = storage;
  }

  /** The storage behind; asked for by each call. */
  protected Storage storage() {
    return storage;
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
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return storage().commit(sets);
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
  public void close() {
    storage().close();
  }
}
