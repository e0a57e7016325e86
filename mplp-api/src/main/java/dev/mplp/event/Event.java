package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.TraceId;
import dev.mplp.model.WireFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as protocol objects carry it in {@code events} (schema {@code common/events}).
 *
 * @param eventId its identifier
 * @param eventType dotted lower-case words, such as {@code plan.created}
 * @param source the module or component that it comes from
 * @param timestamp when it happened
 * @param traceId the Trace it belongs to
 * @param data a JSON object, or JSON null, which is not the same as absent
 */
public record Event(
    EventId eventId,
    String eventType,
    String source,
    Instant timestamp,
    @Nullable TraceId traceId,
    @Nullable JsonValue data) {

  /** Checks what the schema demands and copies the lists. */
  public Event {
    requireNonNull(eventId, "eventId");
    if (!WireFormat.isEventType(requireNonNull(eventType, "eventType"))) {
      throw Require.mismatch("eventType", eventType, WireFormat.EVENT_TYPE_PATTERN);
    }
    requireNonNull(source, "source");
    requireNonNull(timestamp, "timestamp");
    if (data != null && !(data instanceof JsonObject) && !data.isNull()) {
      throw new IllegalArgumentException("data must be an object or null, but is a " + data.type());
    }
  }

  /** A builder of an event with a new identifier. */
  public static Builder builder(String eventType, String source, Instant timestamp) {
    return new Builder().eventType(eventType).source(source).timestamp(timestamp);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.eventId = eventId;
    copy.eventType = eventType;
    copy.source = source;
    copy.timestamp = timestamp;
    copy.traceId = traceId;
    copy.data = data;
    return copy;
  }

  /** Collects the parts of a {@link Event}; not thread-safe. */
  public static final class Builder {

    private @Nullable EventId eventId;
    private @Nullable String eventType;
    private @Nullable String source;
    private @Nullable Instant timestamp;
    private @Nullable TraceId traceId;
    private @Nullable JsonValue data;

    private Builder() {}

    /** Sets its identifier. */
    public Builder eventId(EventId eventId) {
      this.eventId = eventId;
      return this;
    }

    /** Sets dotted lower-case words, such as {@code plan.created}. */
    public Builder eventType(String eventType) {
      this.eventType = eventType;
      return this;
    }

    /** Sets the module or component that it comes from. */
    public Builder source(String source) {
      this.source = source;
      return this;
    }

    /** Sets when it happened. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets the Trace it belongs to. */
    public Builder traceId(@Nullable TraceId traceId) {
      this.traceId = traceId;
      return this;
    }

    /** Sets a JSON object, or JSON null, which is not the same as absent. */
    public Builder data(@Nullable JsonValue data) {
      this.data = data;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public Event build() {
      return new Event(
          eventId == null ? EventId.random() : eventId,
          requireNonNull(eventType, "eventType"),
          requireNonNull(source, "source"),
          requireNonNull(timestamp, "timestamp"),
          traceId,
          data);
    }
  }
}
