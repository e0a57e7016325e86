package dev.mplp.runtime.event;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log record with its body read: what shapes are rendered from. */
final class Fact {

  private final LogRecord record;
  private final JsonObject body;
  private final JsonObject data;

  Fact(LogRecord record) {
    this.record = record;
    this.body = Bodies.parse(record);
    this.data = data(record.entry(), body);
  }

  private static JsonObject data(LogEntry entry, JsonObject body) {
    JsonObject.Builder data =
        JsonObject.builder()
            .putIfPresent("execution_id", text(entry.executionId()))
            .putIfPresent("run_id", text(entry.runId()))
            .putIfPresent("step_id", text(entry.stepId()));
    if (entry.attempt() > 0) {
      data.put("attempt", entry.attempt());
    }
    body.members().forEach(data::put);
    return data.remove("v")
        .remove("events")
        .remove(HostEvents.EVENT)
        .remove(ObjectBodies.ALSO)
        .remove(ObjectBodies.OBJECT)
        .remove(ObjectBodies.SET)
        .remove(ObjectBodies.UNSET)
        .build();
  }

  private static @Nullable String text(@Nullable UUID uuid) {
    return uuid == null ? null : uuid.toString();
  }

  LogRecord record() {
    return record;
  }

  String type() {
    return record.entry().type();
  }

  Instant time() {
    return record.time();
  }

  @Nullable String contextId() {
    return record.entry().contextId();
  }

  /** The trace of the run, which has its UUID; null outside runs. */
  @Nullable TraceId traceId() {
    UUID runId = record.entry().runId();
    return runId == null ? null : new TraceId(runId);
  }

  RunId runId() {
    UUID runId = record.entry().runId();
    if (runId == null) {
      throw unreadable("a run");
    }
    return new RunId(runId);
  }

  /**
   * All that the record says, without the version of its form, the state of the object, and what an
   * import brought along.
   */
  JsonObject data() {
    return data;
  }

  /** What the record itself holds. */
  JsonObject body() {
    return body;
  }

  boolean has(String name) {
    return data.has(name);
  }

  @Nullable JsonValue get(String name) {
    return data.get(name);
  }

  @Nullable String find(String name) {
    return data.string(name).orElse(null);
  }

  String text(String name) {
    return data.string(name).orElseThrow(() -> unreadable(name));
  }

  /** A count, 0 when absent. */
  long count(String name) {
    JsonValue value = data.get(name);
    return value == null ? 0 : value.asLong();
  }

  /** Whether the record says that a status became another one. */
  boolean moves() {
    return has("to") && !text("from").equals(text("to"));
  }

  /** An identifier of a shape of this record. */
  String derivedId(String shape) {
    return DerivedIds.of(record.id(), shape).toString();
  }

  UnreadableRecordException unreadable(String missing) {
    return new UnreadableRecordException(
        "record " + record.id() + " of type " + type() + " has no " + missing, null);
  }
}
