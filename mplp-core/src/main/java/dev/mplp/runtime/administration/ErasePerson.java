package dev.mplp.runtime.administration;

import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.event.StateRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Item;
import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One erasure, page by page.
 *
 * <ol>
 *   <li>The reasons that the subject gave are collected from the acts of approvals, and from the
 *       log as it is read: an act that is gone with its Confirm is still told there, before
 *       anything that repeats its reason.
 *   <li>Shared state is removed; Dialogs, Confirms, their runtime records and, if attributes are
 *       named, Traces are rewritten, each over the version that was read.
 *   <li>The log is rewritten up to where it ends then.
 *   <li>The acts of approvals go last: an erasure that was interrupted finds its texts again.
 * </ol>
 */
final class ErasePerson {

  private static final int PAGE = 200;

  private final Caller caller;
  private final ErasureRequest request;
  private final Redaction redaction;
  private final EraseLog log;
  private int objects;
  private int state;

  ErasePerson(Caller caller, ErasureRequest request) {
    this.caller = caller;
    this.request = request;
    this.redaction = new Redaction(request);
    this.log = new EraseLog(caller, redaction);
  }

  private Map<String, String> ofSubject() {
    return Map.of("subject", request.subject());
  }

  /**
   * Does it.
   *
   * @param settling until when the log is complete
   */
  void run(Settling settling) {
    each(
        Kinds.APPROVAL_ACT,
        ofSubject(),
        act -> Wire.object(act.body()).string("reason").ifPresent(redaction::reason));
    request.state().forEach(this::removeState);
    each(Kinds.DIALOG, Map.of(), this::items);
    each(Kinds.CONFIRM, Map.of(), this::document);
    each(Kinds.APPROVAL, Map.of(), this::document);
    if (!request.attributes().isEmpty()) {
      each(
          Kinds.TRACE,
          Map.of(),
          trace -> {
            document(trace);
            items(trace);
          });
    }
    settling.await();
    log.run();
    each(Kinds.APPROVAL_ACT, ofSubject(), this::document);
  }

  /** What it came to so far. */
  Erasure result() {
    return new Erasure(objects, state, log.records());
  }

  private void each(String kind, Map<String, String> where, Consumer<Document> visitor) {
    long after = 0;
    List<Document> page;
    do {
      page = caller.storage().list(new DocumentQuery(caller.tenant(), kind, where, after, PAGE));
      for (Document document : page) {
        after = document.order();
        visitor.accept(document);
      }
    } while (page.size() == PAGE);
  }

  /** Whatever the status of the Context: what is to be forgotten does not wait. */
  private void removeState(ErasureRequest.StateEntry entry) {
    String id = entry.contextId().value() + '/' + entry.name();
    state +=
        caller
            .commits()
            .apply(
                "state " + id,
                () -> {
                  Optional<Document> found = find(Kinds.STATE, id);
                  if (found.isEmpty()) {
                    return new Commits.Change<>(null, 0);
                  }
                  long version = found.get().version();
                  LogEntry removed =
                      StateRecords.stateRemoved(entry.contextId(), entry.name(), version);
                  return new Commits.Change<>(
                      ChangeSet.builder(caller.tenant())
                          .add(new Change.DeleteDocument(Kinds.STATE, id, version))
                          .add(new Change.AppendLog(removed))
                          .build(),
                      1);
                });
  }

  private Optional<Document> find(String kind, String id) {
    return caller.storage().get(new DocumentKey(caller.tenant(), kind, id));
  }

  private void document(Document listed) {
    String kind = listed.key().kind();
    String id = listed.key().id();
    if (redacted(listed.body()) == null) {
      return;
    }
    objects +=
        caller
            .commits()
            .apply(
                kind + ' ' + id,
                () -> {
                  Document found = find(kind, id).orElse(null);
                  byte[] body = found == null ? null : redacted(found.body());
                  if (found == null || body == null) {
                    return new Commits.Change<>(null, 0);
                  }
                  ChangeSet set =
                      ChangeSet.builder(caller.tenant())
                          .add(
                              new Change.PutDocument(
                                  kind, id, found.version(), body, found.index()))
                          .build();
                  return new Commits.Change<>(set, 1);
                });
  }

  /** The body without what is to go; null when nothing of that is in it. */
  private byte @Nullable [] redacted(byte[] body) {
    JsonObject before = Wire.object(body);
    JsonObject after = redaction.object(before);
    return after.equals(before) ? null : Wire.bytes(after);
  }

  private void items(Document owner) {
    long after = -1;
    List<Item> page;
    do {
      page = caller.storage().items(owner.key(), after, PAGE);
      long from = after;
      objects +=
          caller
              .commits()
              .apply(owner.key().kind() + ' ' + owner.key().id(), () -> redactedItems(owner, from));
      after = page.isEmpty() ? after : page.get(page.size() - 1).sequence();
    } while (page.size() == PAGE);
  }

  private Commits.Change<Integer> redactedItems(Document owner, long after) {
    List<Change> changes = new ArrayList<>();
    for (Item item : caller.storage().items(owner.key(), after, PAGE)) {
      byte[] body = redacted(item.body());
      if (body != null) {
        changes.add(
            new Change.PutItem(
                owner.key().kind(), owner.key().id(), item.sequence(), item.version(), body));
      }
    }
    return new Commits.Change<>(set(changes), changes.size());
  }

  private @Nullable ChangeSet set(List<Change> changes) {
    return changes.isEmpty() ? null : ChangeSet.builder(caller.tenant()).addAll(changes).build();
  }
}
