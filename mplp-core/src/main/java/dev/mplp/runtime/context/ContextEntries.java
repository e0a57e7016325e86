package dev.mplp.runtime.context;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Refusals;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import java.util.Map;
import java.util.Optional;

/**
 * Named documents beside a Context. Each change is made over the version that was read, and only
 * while the Context takes changes in the very commit.
 */
final class ContextEntries {

  private final Caller caller;
  private final ProtocolObjects objects;
  private final String kind;
  private final ContextId contextId;

  /**
   * The entries of a Context.
   *
   * @param kind of the documents
   * @throws NotFoundException when there is no such Context
   */
  ContextEntries(Caller caller, String kind, ContextId contextId) {
    this.caller = caller;
    this.objects = new ProtocolObjects(caller.storage());
    this.kind = kind;
    this.contextId = contextId;
    context();
  }

  private Versioned<Context> context() {
    return objects.get(caller.tenant(), ModuleName.CONTEXT, contextId, Context.class);
  }

  /** What documents of a Context are listed by. */
  Map<String, String> index() {
    return Map.of("context_id", contextId.value());
  }

  private String idOf(String name) {
    return contextId.value() + '/' + name;
  }

  Optional<Document> find(String name) {
    return caller.storage().get(new DocumentKey(caller.tenant(), kind, idOf(name)));
  }

  /** Puts a document over the version that was read. */
  void put(String name, long version, JsonObject body, LogEntry record) {
    change(
        name,
        version,
        new Change.PutDocument(kind, idOf(name), version, Wire.bytes(body), index()),
        record);
  }

  /** Removes a document over the version that was read. */
  void remove(String name, long version, LogEntry record) {
    if (version < 1) {
      throw stale(name, version);
    }
    change(name, version, new Change.DeleteDocument(kind, idOf(name), version), record);
  }

  private void change(String name, long version, Change change, LogEntry record) {
    boolean committed;
    do {
      committed = changed(name, version, change, record);
    } while (!committed);
  }

  /** False when the Context was changed meanwhile: whatever it is now counts. */
  private boolean changed(String name, long version, Change change, LogEntry record) {
    Versioned<Context> context = context();
    ContextStatus status = context.value().status();
    if (status == ContextStatus.CLOSED || status == ContextStatus.ARCHIVED) {
      throw Refusals.contextOver(contextId, status, "changes of its state and goals");
    }
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(new Change.CheckDocument(Kinds.CONTEXT, contextId.value(), context.version()))
            .add(change)
            .add(new Change.AppendLog(record))
            .build();
    if (caller.commits().commit(set).isCommitted()) {
      return true;
    }
    if (find(name).map(Document::version).orElse(0L) != version) {
      throw stale(name, version);
    }
    return false;
  }

  private ConflictException stale(String name, long version) {
    return new ConflictException(
        "VERSION_CONFLICT",
        name
            + " of context "
            + contextId
            + (version == 0
                ? " is there already"
                : " is not there in version " + version + " any more")
            + "; read it again and repeat the change");
  }
}
