package dev.mplp.runtime.event;

import dev.mplp.event.ObservabilityEvent;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.WireName;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a record about an object of any module holds, and about what the host and operators did. One
 * record per change, enough to render its wire shapes without looking anywhere else; other records
 * are in the classes beside this one that are named for what they are about.
 */
public final class Records {

  private Records() {}

  /** An object was created. */
  public static LogEntry created(ProtocolObject object, @Nullable ContextId contextId) {
    return of(
        RecordTypes.created(object.module()),
        object,
        contextId,
        ObjectBodies.about(object)
            .put(ObjectBodies.idOf(object.module()), object.id().value())
            .put(ObjectBodies.OBJECT, ObjectBodies.wire(object)));
  }

  /** The content of an object is another one. */
  public static LogEntry updated(
      ProtocolObject before, ProtocolObject after, @Nullable ContextId contextId) {
    JsonObject.Builder about =
        ObjectBodies.about(after).put(ObjectBodies.idOf(after.module()), after.id().value());
    return of(
        RecordTypes.updated(after.module()),
        after,
        contextId,
        ObjectBodies.change(TeamBodies.updated(about, before, after), before, after));
  }

  /**
   * An object has another status.
   *
   * @param reason why; null for none
   */
  public static LogEntry moved(
      ProtocolObject before,
      ProtocolObject after,
      @Nullable ContextId contextId,
      WireName from,
      WireName to,
      @Nullable String reason) {
    JsonObject.Builder body =
        Bodies.builder()
            .put(ObjectBodies.idOf(after.module()), after.id().value())
            .put("from", from.wire())
            .put("to", to.wire())
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return of(
        RecordTypes.moved(after.module()),
        after,
        contextId,
        ObjectBodies.change(TeamBodies.moved(body, before, after), before, after));
  }

  /** An object was removed for good, with all that belongs to it alone. */
  public static LogEntry purged(ProtocolObject object, @Nullable ContextId contextId) {
    JsonObject.Builder body =
        ObjectBodies.about(object).put(ObjectBodies.idOf(object.module()), object.id().value());
    return Entries.of(RecordTypes.purged(object.module()), contextId, body);
  }

  /**
   * A module of the active manifest has another status.
   *
   * @param contextId the Context that the manifest was imported with; null for none
   * @param reason why; null for none
   */
  public static LogEntry moduleSwitched(
      CoreManifest before,
      CoreManifest after,
      @Nullable ContextId contextId,
      ModuleName module,
      WireName from,
      WireName to,
      @Nullable String reason) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("core_id", after.coreId().value())
            .put("module", module.wire())
            .put("from", from.wire())
            .put("to", to.wire())
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return Entries.of(
        RecordTypes.MODULE_SWITCHED, contextId, ObjectBodies.change(body, before, after));
  }

  /** The host tells of an event. */
  public static LogEntry recorded(ObservabilityEvent event, @Nullable ContextId contextId) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("event_family", event.eventFamily().wire())
            .put("event_type", event.eventType())
            .put(HostEvents.EVENT, HostEvents.wire(event));
    return Entries.of(RecordTypes.RECORDED, contextId, body);
  }

  /** Somebody changed what is locked. */
  public static LogEntry lockOverridden(
      ModuleName module, MplpId id, @Nullable ContextId contextId, String by, String reason) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("kind", module.wire())
            .put("id", id.value())
            .put("by", Bodies.clean(by))
            .put("reason", Bodies.clean(reason));
    return Entries.of(RecordTypes.LOCK_OVERRIDDEN, contextId, body);
  }

  /** Somebody did an administrative act, told by these members. */
  public static LogEntry administered(JsonObject act) {
    JsonObject.Builder body = Bodies.builder();
    act.members().forEach(body::put);
    return Entries.of(RecordTypes.ADMINISTERED, null, body);
  }

  /**
   * An object was adopted as it is, with the events that it brought along. The record of a Trace is
   * found where those of a run are, so that its events are never none.
   */
  public static LogEntry imported(ProtocolObject object, @Nullable ContextId contextId) {
    return of(RecordTypes.IMPORTED, object, contextId, ObjectBodies.imported(object));
  }

  /** What is told of a Trace is found where the records of a run are. */
  private static LogEntry of(
      String type, ProtocolObject object, @Nullable ContextId contextId, JsonObject.Builder body) {
    return new LogEntry(
        type,
        contextId == null ? null : contextId.value(),
        null,
        object.module() == ModuleName.TRACE ? object.id().uuid() : null,
        null,
        0,
        Bodies.bytes(body.build()));
  }
}
