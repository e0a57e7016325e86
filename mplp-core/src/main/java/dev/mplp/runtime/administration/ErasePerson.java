package dev.mplp.runtime.administration;

import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.event.UnreadableRecordException;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.Item;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One erasure, page by page.
 *
 * <ol>
 *   <li>The reasons that the subject gave are collected from the acts of approvals.
 *   <li>Shared state is removed; Dialogs, Confirms, their runtime records and, if attributes are
 *       named, Traces are rewritten, each over the version that was read.
 *   <li>The log is rewritten up to where it ends then.
 *   <li>The acts of approvals go last: an erasure that was interrupted finds its texts again.
 * </ol>
 */
final class ErasePerson {

  private static final int PAGE = 200;

  /** So often it is looked whether every record has its position; 2 s together. */
  private static final int LOOKS = 200;

  private static final long REST = 10;

  private final Caller caller;
  private final ErasureRequest request;
  private final Redaction redaction;
  private int objects;
  private int state;
  private int records;

  ErasePerson(Caller caller, ErasureRequest request) {
    this.caller = caller;
    this.request = request;
    this.redaction = new Redaction(request, reasons());
  }

  private Map<String, String> ofSubject() {
    return Map.of("subject", request.subject());
  }

  private Set<String> reasons() {
    Set<String> reasons = new HashSet<>();
    each(
        Kinds.APPROVAL_ACT,
        ofSubject(),
        act ->
            Wire.object(act.body())
                .string("reason")
                .filter(text -> !text.isBlank() && !text.equals(Erasure.ERASED))
                .ifPresent(reasons::add));
    return reasons;
  }

  Erasure run() {
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
    log();
    each(Kinds.APPROVAL_ACT, ofSubject(), this::document);
    return new Erasure(objects, state, records);
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
                  LogEntry removed = Records.stateRemoved(entry.contextId(), entry.name(), version);
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

  private void log() {
    EventLog log = caller.storage().log();
    for (int i = 0; i < LOOKS && log.lag() > 0; i++) {
      Pause.millis(REST);
    }
    long end = log.head();
    long after = log.oldest(caller.tenant()) - 1;
    boolean more = true;
    while (more) {
      try {
        List<LogRecord> page = log.read(caller.tenant(), null, after, PAGE);
        redact(page);
        after = page.isEmpty() ? after : page.get(page.size() - 1).position();
        more = page.size() == PAGE && after < end;
      } catch (LogTruncatedException e) {
        after = e.oldest() - 1; // what was removed meanwhile is gone altogether
      }
    }
  }

  private void redact(List<LogRecord> page) {
    List<Change> changes = new ArrayList<>();
    for (LogRecord record : page) {
      LogEntry entry = record.entry();
      byte[] body = redacted(entry);
      if (body != null) {
        changes.add(
            new Change.RedactRecord(
                record.sequence(),
                new LogEntry(
                    entry.type(),
                    entry.contextId(),
                    entry.executionId(),
                    entry.runId(),
                    entry.stepId(),
                    entry.attempt(),
                    body)));
      }
    }
    ChangeSet set = set(changes);
    if (set != null) {
      caller.commits().commit(set);
      records += changes.size();
    }
  }

  private byte @Nullable [] redacted(LogEntry entry) {
    try {
      JsonObject before = Bodies.parse(entry.body());
      JsonObject after = redaction.record(entry.type(), before);
      return after.equals(before) ? null : Bodies.bytes(after);
    } catch (UnreadableRecordException e) {
      return null; // of a later version, whose shapes are not known here
    }
  }
}
