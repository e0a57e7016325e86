package dev.mplp.runtime.event;

import dev.mplp.event.Event;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.TraceId;
import dev.mplp.model.WireTime;

/** Inline events within the body of a record, in their wire form. */
final class InlineJson {

  private InlineJson() {}

  static JsonObject of(Event event) {
    return JsonObject.builder()
        .put("event_id", event.eventId().value())
        .put("event_type", event.eventType())
        .put("source", event.source())
        .put("timestamp", WireTime.format(event.timestamp()))
        .putIfPresent("trace_id", event.traceId() == null ? null : event.traceId().value())
        .putIfPresent("data", event.data())
        .build();
  }

  static Event parse(JsonObject json) {
    JsonValue data = json.get("data");
    return new Event(
        EventId.of(text(json, "event_id")),
        text(json, "event_type"),
        text(json, "source"),
        WireTime.parse(text(json, "timestamp")),
        json.string("trace_id").map(TraceId::of).orElse(null),
        data);
  }

  private static String text(JsonObject json, String name) {
    return json.string(name)
        .orElseThrow(() -> new UnreadableRecordException("an event has no " + name, null));
  }
}
