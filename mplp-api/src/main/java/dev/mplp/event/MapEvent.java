package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the multi-agent profile (schema {@code events/mplp-map-event}).
 *
 * @param eventId its identifier: any UUID, text kept as it is
 * @param eventType what happened
 * @param timestamp when it happened
 * @param sessionId the Collab session: any UUID, text kept as it is
 * @param initiatorRole the role that it began with
 * @param targetRoles the roles that it is meant for
 * @param payload more about it, of any form
 */
public record MapEvent(
    String eventId,
    MapEventType eventType,
    Instant timestamp,
    String sessionId,
    @Nullable String initiatorRole,
    @Nullable List<String> targetRoles,
    @Nullable JsonObject payload) {

  /** Checks what the schema demands and copies the lists. */
  public MapEvent {
    Require.uuid(eventId, "eventId");
    requireNonNull(eventType, "eventType");
    requireNonNull(timestamp, "timestamp");
    Require.uuid(sessionId, "sessionId");
    targetRoles = Require.copy(targetRoles);
  }

  /** A builder with what every MapEvent needs. */
  public static Builder builder(
      String eventId, MapEventType eventType, Instant timestamp, String sessionId) {
    return new Builder()
        .eventId(eventId)
        .eventType(eventType)
        .timestamp(timestamp)
        .sessionId(sessionId);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.eventId = eventId;
    copy.eventType = eventType;
    copy.timestamp = timestamp;
    copy.sessionId = sessionId;
    copy.initiatorRole = initiatorRole;
    copy.targetRoles = targetRoles;
    copy.payload = payload;
    return copy;
  }

  /** Collects the parts of a {@link MapEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String eventId;
    private @Nullable MapEventType eventType;
    private @Nullable Instant timestamp;
    private @Nullable String sessionId;
    private @Nullable String initiatorRole;
    private @Nullable List<String> targetRoles;
    private @Nullable JsonObject payload;

    private Builder() {}

    /** Sets its identifier: any UUID, text kept as it is. */
    public Builder eventId(String eventId) {
      this.eventId = eventId;
      return this;
    }

    /** Sets what happened. */
    public Builder eventType(MapEventType eventType) {
      this.eventType = eventType;
      return this;
    }

    /** Sets when it happened. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets the Collab session: any UUID, text kept as it is. */
    public Builder sessionId(String sessionId) {
      this.sessionId = sessionId;
      return this;
    }

    /** Sets the role that it began with. */
    public Builder initiatorRole(@Nullable String initiatorRole) {
      this.initiatorRole = initiatorRole;
      return this;
    }

    /** Sets the roles that it is meant for. */
    public Builder targetRoles(@Nullable List<String> targetRoles) {
      this.targetRoles = targetRoles;
      return this;
    }

    /** Sets more about it, of any form. */
    public Builder payload(@Nullable JsonObject payload) {
      this.payload = payload;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public MapEvent build() {
      return new MapEvent(
          requireNonNull(eventId, "eventId"),
          requireNonNull(eventType, "eventType"),
          requireNonNull(timestamp, "timestamp"),
          requireNonNull(sessionId, "sessionId"),
          initiatorRole,
          targetRoles,
          payload);
    }
  }
}
