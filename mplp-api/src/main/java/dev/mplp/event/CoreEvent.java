package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An observability event without fields of its own beyond the common ones (schema {@code
 * events/mplp-event-core}).
 *
 * @param eventId its identifier: any UUID, text kept as it is
 * @param eventType what happened, in words of its family
 * @param eventFamily the family it belongs to
 * @param timestamp when it happened
 * @param projectId the project: any UUID, text kept as it is
 * @param payload more about it, of any form
 * @param extra further members, in the order in which they were given
 */
public record CoreEvent(
    String eventId,
    String eventType,
    EventFamily eventFamily,
    Instant timestamp,
    @Nullable String projectId,
    @Nullable JsonObject payload,
    JsonObject extra)
    implements ObservabilityEvent {

  /** Checks what the schema demands and copies the lists. */
  public CoreEvent {
    Require.uuid(eventId, "eventId");
    requireNonNull(eventType, "eventType");
    requireNonNull(eventFamily, "eventFamily");
    requireNonNull(timestamp, "timestamp");
    Require.uuidOrAbsent(projectId, "projectId");
    Require.extra(
        extra, "event_id", "event_type", "event_family", "timestamp", "project_id", "payload");
  }

  /** A builder with what every CoreEvent needs. */
  public static Builder builder(
      String eventId, String eventType, EventFamily eventFamily, Instant timestamp) {
    return new Builder()
        .eventId(eventId)
        .eventType(eventType)
        .eventFamily(eventFamily)
        .timestamp(timestamp);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.eventId = eventId;
    copy.eventType = eventType;
    copy.eventFamily = eventFamily;
    copy.timestamp = timestamp;
    copy.projectId = projectId;
    copy.payload = payload;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link CoreEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String eventId;
    private @Nullable String eventType;
    private @Nullable EventFamily eventFamily;
    private @Nullable Instant timestamp;
    private @Nullable String projectId;
    private @Nullable JsonObject payload;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets its identifier: any UUID, text kept as it is. */
    public Builder eventId(String eventId) {
      this.eventId = eventId;
      return this;
    }

    /** Sets what happened, in words of its family. */
    public Builder eventType(String eventType) {
      this.eventType = eventType;
      return this;
    }

    /** Sets the family it belongs to. */
    public Builder eventFamily(EventFamily eventFamily) {
      this.eventFamily = eventFamily;
      return this;
    }

    /** Sets when it happened. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets the project: any UUID, text kept as it is. */
    public Builder projectId(@Nullable String projectId) {
      this.projectId = projectId;
      return this;
    }

    /** Sets more about it, of any form. */
    public Builder payload(@Nullable JsonObject payload) {
      this.payload = payload;
      return this;
    }

    /** Sets further members, in the order in which they were given. */
    public Builder extra(JsonObject extra) {
      this.extra = extra;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public CoreEvent build() {
      return new CoreEvent(
          requireNonNull(eventId, "eventId"),
          requireNonNull(eventType, "eventType"),
          requireNonNull(eventFamily, "eventFamily"),
          requireNonNull(timestamp, "timestamp"),
          projectId,
          payload,
          extra);
    }
  }
}
