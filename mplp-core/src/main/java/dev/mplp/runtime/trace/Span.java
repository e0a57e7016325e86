package dev.mplp.runtime.trace;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.SegmentId;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A segment in the making: running until it is closed. */
final class Span {

  private final SegmentId id;
  private final @Nullable SegmentId parent;
  private final @Nullable Instant startedAt;
  private final JsonObject.Builder attributes = JsonObject.builder();
  private String label;
  private SegmentStatus status = SegmentStatus.RUNNING;
  private @Nullable Instant finishedAt;

  Span(SegmentId id, @Nullable SegmentId parent, String label, @Nullable Instant startedAt) {
    this.id = id;
    this.parent = parent;
    this.label = label;
    this.startedAt = startedAt;
  }

  SegmentId id() {
    return id;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  boolean isOpen() {
    return status == SegmentStatus.RUNNING;
  }

  Span put(String name, @Nullable Object value) {
    attributes.putIfPresent(name, value);
    return this;
  }

  /** The error of a record's body, if it has one. */
  Span putError(JsonObject body) {
    JsonValue error = body.get("error");
    if (error instanceof JsonObject object) {
      put("error_code", object.get("code"));
      put("error_message", object.get("message"));
    }
    return this;
  }

  /** Ends it; a time that is provisional may be before its start, and is drawn up to that. */
  void close(SegmentStatus as, Instant at) {
    status = as;
    finishedAt = startedAt != null && at.isBefore(startedAt) ? startedAt : at;
  }

  /** Goes on after it was closed. */
  void reopen() {
    status = SegmentStatus.RUNNING;
    finishedAt = null;
  }

  /** Takes over what an item of the same identifier says. */
  void override(TraceSegment item) {
    label = item.label();
    status = item.status();
    if (item.attributes() != null) {
      item.attributes().members().forEach(this::put);
    }
  }

  TraceSegment toSegment() {
    return new TraceSegment(id, parent, label, status, startedAt, finishedAt, attributes.build());
  }
}
