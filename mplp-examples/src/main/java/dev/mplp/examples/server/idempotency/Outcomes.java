package dev.mplp.examples.server.idempotency;

import dev.mplp.MplpException;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Outcomes as they are stored, encrypted when there is a cipher. Thread-safe. */
final class Outcomes {

  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

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

  /**
   * One that may be too old.
   *
   * @param order where it stands among all, ascending by creation
   * @param at when its request was carried out; null when it cannot be read, as its key is not
   *     there or a later version wrote it
   */
  record Aged(DocumentKey key, long version, long order, @Nullable Instant at) {}

  /** Those of a tenant in the order in which they were made, after one of them. */
  List<Aged> oldest(String tenant, long after, int limit) {
    DocumentQuery query = new DocumentQuery(tenant, RequestKey.KIND, Map.of(), after, limit);
    try {
      return readable().list(query).stream().map(one -> aged(one, stored(one))).toList();
    } catch (RuntimeException e) {
      return storage.list(query).stream().map(one -> aged(one, readIfItCanBe(one.key()))).toList();
    }
  }

  private static Aged aged(Document document, @Nullable Stored read) {
    return new Aged(
        document.key(),
        document.version(),
        document.order(),
        read == null ? null : read.outcome().at());
  }

  private @Nullable Stored readIfItCanBe(DocumentKey key) {
    try {
      return find(key).orElse(null);
    } catch (RuntimeException e) {
      LOG.debug("the outcome {} cannot be read", key, e);
      return null;
    }
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

  /** The storage for a request that begins again: nothing goes with its changes. */
  MarkedStorage watching() {
    return new MarkedStorage(storage, UnaryOperator.identity(), () -> false);
  }

  /** The storage for one request that only asks whether its caller may make it. */
  Storage asking() {
    return new AskedStorage(storage);
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

  /** The effect is there: that its answer cannot be kept is no reason to call it a failure. */
  void keepOrTell(RequestKey request, long version, Outcome outcome, @Nullable Kept answer) {
    if (answer == null) {
      return;
    }
    try {
      keep(request, version, outcome, answer);
    } catch (MplpException e) {
      LOG.warn("the answer of a request with a key is not kept: {}", e.toString());
    }
  }

  /** Removes one, unless it has changed; whoever else removes it does the same. */
  boolean remove(Stored old) {
    return remove(old.key().tenant(), List.of(delete(old.key(), old.version())));
  }

  /** Removes them in one commit, or those that have not changed meanwhile; how many. */
  int removeAll(String tenant, List<Aged> old) {
    List<Change> all = old.stream().map(one -> delete(one.key(), one.version())).toList();
    if (all.isEmpty() || remove(tenant, all)) {
      return all.size();
    }
    return (int) all.stream().filter(one -> remove(tenant, List.of(one))).count();
  }

  private boolean remove(String tenant, List<Change> deletes) {
    return storage.commit(ChangeSet.builder(tenant).addAll(deletes).build()).isCommitted();
  }

  private static Change delete(DocumentKey key, long version) {
    return new Change.DeleteDocument(key.kind(), key.id(), version);
  }

  private static Change put(DocumentKey key, long version, Outcome outcome) {
    return new Change.PutDocument(
        key.kind(), key.id(), version, OutcomeJson.write(outcome), Map.of());
  }
}
