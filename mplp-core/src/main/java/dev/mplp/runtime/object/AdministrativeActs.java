package dev.mplp.runtime.object;

import dev.mplp.administration.AdministrativeAct;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Administrative acts as they are stored: documents of kind {@value Kinds#ACT}, beside their
 * records in the log, because the log is truncated and they are not.
 */
public final class AdministrativeActs {

  private AdministrativeActs() {}

  /** An act of the caller, now. */
  public static AdministrativeAct of(Caller caller, String act, String reason, JsonObject details) {
    return new AdministrativeAct(
        UUID.randomUUID().toString(), act, caller.subject(), reason, caller.now(), details);
  }

  /** Stores an act and tells the log of it. */
  public static List<Change> record(AdministrativeAct act) {
    return List.of(
        put(act),
        new Change.AppendLog(
            Records.administered(json(act).toBuilder().put("id", act.id()).build())));
  }

  /** Stores an act of which the log is told by another record. */
  public static Change put(AdministrativeAct act) {
    return new Change.PutDocument(
        Kinds.ACT,
        act.id(),
        0,
        Wire.bytes(json(act)),
        Map.of("act", act.act(), "subject", act.subject()));
  }

  private static JsonObject json(AdministrativeAct act) {
    return JsonObject.builder()
        .put("act", act.act())
        .put("subject", Bodies.clean(act.subject()))
        .put("reason", Bodies.clean(act.reason()))
        .put("at", act.at().toString())
        .put("details", act.details())
        .build();
  }

  /** The act in a document. */
  public static AdministrativeAct read(Document document) {
    JsonObject json = Wire.object(document.body());
    return new AdministrativeAct(
        document.key().id(),
        text(json, "act"),
        text(json, "subject"),
        text(json, "reason"),
        Instant.parse(text(json, "at")),
        value(json, "details").asObject());
  }

  private static String text(JsonObject json, String name) {
    return value(json, name).asString();
  }

  private static JsonValue value(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }
}
