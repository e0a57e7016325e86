package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of the single-agent profile (schema {@code events/mplp-sa-event}).
 *
 * @param eventId its identifier: any UUID, text kept as it is
 * @param eventType what happened
 * @param timestamp when it happened
 * @param saId the run: any UUID, text kept as it is
 * @param contextId the Context: any UUID, text kept as it is
 * @param planId the Plan: any UUID, text kept as it is
 * @param traceId the Trace: any UUID, text kept as it is
 * @param payload more about it, of any form
 */
public record SaEvent(
    String eventId,
    SaEventType eventType,
    Instant timestamp,
    String saId,
    @Nullable String contextId,
    @Nullable String planId,
    @Nullable String traceId,
    @Nullable JsonObject payload) {

  /** Checks what the schema demands and copies the lists. */
  public SaEvent {
    Require.uuid(eventId, "eventId");
    requireNonNull(eventType, "eventType");
    requireNonNull(timestamp, "timestamp");
    Require.uuid(saId, "saId");
    Require.uuidOrAbsent(contextId, "contextId");
    Require.uuidOrAbsent(planId, "planId");
    Require.uuidOrAbsent(traceId, "traceId");
  }

  /** A builder with what every SaEvent needs. */
  public static Builder builder(
      String eventId, SaEventType eventType, Instant timestamp, String saId) {
    return new Builder().eventId(eventId).eventType(eventType).timestamp(timestamp).saId(saId);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.eventId = eventId;
    copy.eventType = eventType;
    copy.timestamp = timestamp;
    copy.saId = saId;
    copy.contextId = contextId;
    copy.planId = planId;
    copy.traceId = traceId;
    copy.payload = payload;
    return copy;
  }

  /** Collects the parts of a {@link SaEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String eventId;
    private @Nullable SaEventType eventType;
    private @Nullable Instant timestamp;
    private @Nullable String saId;
    private @Nullable String contextId;
    private @Nullable String planId;
    private @Nullable String traceId;
    private @Nullable JsonObject payload;

    private Builder() {}

    /** Sets its identifier: any UUID, text kept as it is. */
    public Builder eventId(String eventId) {
      this.eventId = eventId;
      return this;
    }

    /** Sets what happened. */
    public Builder eventType(SaEventType eventType) {
      this.eventType = eventType;
      return this;
    }

    /** Sets when it happened. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets the run: any UUID, text kept as it is. */
    public Builder saId(String saId) {
      this.saId = saId;
      return this;
    }

    /** Sets the Context: any UUID, text kept as it is. */
    public Builder contextId(@Nullable String contextId) {
      this.contextId = contextId;
      return this;
    }

    /** Sets the Plan: any UUID, text kept as it is. */
    public Builder planId(@Nullable String planId) {
      this.planId = planId;
      return this;
    }

    /** Sets the Trace: any UUID, text kept as it is. */
    public Builder traceId(@Nullable String traceId) {
      this.traceId = traceId;
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
    public SaEvent build() {
      return new SaEvent(
          requireNonNull(eventId, "eventId"),
          requireNonNull(eventType, "eventType"),
          requireNonNull(timestamp, "timestamp"),
          requireNonNull(saId, "saId"),
          contextId,
          planId,
          traceId,
          payload);
    }
  }
}
