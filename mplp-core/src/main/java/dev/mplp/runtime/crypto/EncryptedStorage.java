package dev.mplp.runtime.crypto;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.ForwardingStorage;
import dev.mplp.spi.Item;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageHealth;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose bodies are encrypted before they reach the one behind it. Keys, index values,
 * states, times and the types of records stay readable: by them the storage finds what is asked
 * for.
 */
public final class EncryptedStorage extends ForwardingStorage {

  private final EncryptedChanges changes;
  private final Bodies bodies;
  private final ReadableClaims claims;
  private final Work work;
  private final EventLog log;
  private final Timers timers;

  /** Encrypts on the way to a storage, which is closed with this one. */
  public EncryptedStorage(Storage storage, PayloadCipher cipher) {
    super(storage);
    changes = new EncryptedChanges(cipher);
    bodies = new Bodies(cipher, false);
    claims = new ReadableClaims(storage, bodies);
    work = new EncryptedWork(storage.work(), bodies, claims);
    log = new EncryptedLog(storage.log(), bodies);
    timers = new DecryptedTimers(storage.timers());
  }

  /** The set as it reaches the storage behind. */
  public ChangeSet encrypted(ChangeSet set) {
    return changes.of(set);
  }

  @Override
  public Optional<Document> get(DocumentKey key) {
    return super.get(key).map(this::decrypted);
  }

  @Override
  public List<Document> list(DocumentQuery query) {
    return super.list(query).stream().map(this::decrypted).toList();
  }

  private Document decrypted(Document document) {
    DocumentKey key = document.key();
    byte[] body =
        bodies.document(key.tenant(), key.kind(), key.id(), document.version(), document.body());
    return new Document(key, document.version(), document.order(), body, document.index());
  }

  @Override
  public List<Item> items(DocumentKey owner, long after, int limit) {
    return super.items(owner, after, limit).stream().map(item -> decrypted(owner, item)).toList();
  }

  private Item decrypted(DocumentKey owner, Item item) {
    byte[] body =
        bodies.item(
            owner.tenant(), owner.kind(), owner.id(), item.sequence(), item.version(), item.body());
    return new Item(item.sequence(), item.version(), body);
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return super.commit(changes.of(sets));
  }

  @Override
  public Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    Exchange exchange = storage().exchange(changes.of(sets), worker, roles, max);
    return new Exchange(exchange.results(), claims.any(exchange.claims(), worker));
  }

  @Override
  public StorageHealth health() {
    return super.health().withUnreadableClaims(claims.unreadable());
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public EventLog log() {
    return log;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  private final class DecryptedTimers implements Timers {

    private final Timers behind;

    DecryptedTimers(Timers behind) {
      this.behind = behind;
    }

    @Override
    public List<Timer> due(int max, Duration hold) {
      return behind.due(max, hold).stream()
          .map(
              timer ->
                  new Timer(
                      timer.tenant(),
                      timer.kind(),
                      timer.id(),
                      timer.due(),
                      bodies.timer(timer.tenant(), timer.kind(), timer.id(), timer.body())))
          .toList();
    }

    @Override
    public Optional<Instant> next() {
      return behind.next();
    }
  }
}
