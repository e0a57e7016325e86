package dev.mplp.examples.server.idempotency;

import dev.mplp.examples.server.idempotency.Outcome.Kept;
import dev.mplp.runtime.crypto.EncryptedStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Outcomes as they are stored, encrypted when there is a cipher. Thread-safe. */
final class Outcomes {

  private final Storage storage;
  private final @Nullable EncryptedStorage sealed;

  /**
   * Over the storage of a runtime.
   *
   * @param storage as the runtime was given it
   * @param cipher that of the runtime, null for none
   */
  Outcomes(Storage storage, @Nullable PayloadCipher cipher) {
    this.storage = storage;
    this.sealed = cipher == null ? null : new EncryptedStorage(storage, cipher);
  }

  /** One that is stored, at its version. */
  record Stored(DocumentKey key, long version, Outcome outcome) {}

  private Storage readable() {
    return sealed == null ? storage : sealed;
  }

  Optional<Stored> find(DocumentKey key) {
    return readable().get(key).map(Outcomes::stored);
  }

  /** The oldest ones of a tenant, in the order in which they were made. */
  List<Stored> oldest(String tenant, int limit) {
    DocumentQuery query = new DocumentQuery(tenant, RequestKey.KIND, Map.of(), 0, limit);
    return readable().list(query).stream().map(Outcomes::stored).toList();
  }

  private static Stored stored(Document document) {
    return new Stored(document.key(), document.version(), OutcomeJson.read(document));
  }

  /** The storage for one request, whose first change is committed together with its outcome. */
  MarkedStorage marking(RequestKey request, Instant at) {
    return new MarkedStorage(
        storage,
        first -> marked(first, request, Outcome.of(at, request.fingerprint(), first)),
        () -> storage.get(request.document()).isPresent());
  }

  private ChangeSet marked(ChangeSet first, RequestKey request, Outcome outcome) {
    ChangeSet alone =
        new ChangeSet(first.id(), first.tenant(), List.of(put(request.document(), 0, outcome)));
    List<Change> changes = new ArrayList<>(first.changes());
    changes.addAll((sealed == null ? alone : sealed.encrypted(alone)).changes());
    return new ChangeSet(first.id(), first.tenant(), changes);
  }

  /**
   * Keeps what was answered.
   *
   * @param version of the outcome as it is stored, 0 when it is not
   * @return false when another request of the same key was quicker
   */
  boolean keep(RequestKey request, long version, Outcome outcome, @Nullable Kept answer) {
    ChangeSet set =
        ChangeSet.builder(request.document().tenant())
            .add(put(request.document(), version, outcome.answered(answer)))
            .build();
    return readable().commit(set).isCommitted();
  }

  /** Removes one, unless it has changed; whoever else removes it does the same. */
  boolean remove(Stored old) {
    DocumentKey key = old.key();
    ChangeSet set =
        ChangeSet.builder(key.tenant())
            .add(new Change.DeleteDocument(key.kind(), key.id(), old.version()))
            .build();
    return storage.commit(set).isCommitted();
  }

  private static Change put(DocumentKey key, long version, Outcome outcome) {
    return new Change.PutDocument(
        key.kind(), key.id(), version, OutcomeJson.write(outcome), Map.of());
  }
}
