package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The project graph changes (schema {@code events/mplp-graph-update-event}).
 *
 * @param eventId its identifier: any UUID, text kept as it is
 * @param eventType what happened, in words of its family
 * @param timestamp when it happened
 * @param projectId the project: any UUID, text kept as it is
 * @param payload more about it, of any form
 * @param graphId the graph: any UUID, text kept as it is
 * @param updateKind how it changes
 * @param nodeDelta how many nodes more or, negative, fewer
 * @param edgeDelta how many edges more or, negative, fewer
 * @param sourceModule the module that the change comes from
 * @param extra further members, in the order in which they were given
 */
public record GraphUpdateEvent(
    String eventId,
    String eventType,
    Instant timestamp,
    @Nullable String projectId,
    @Nullable JsonObject payload,
    String graphId,
    UpdateKind updateKind,
    long nodeDelta,
    long edgeDelta,
    @Nullable String sourceModule,
    JsonObject extra)
    implements ObservabilityEvent {

  /** Checks what the schema demands and copies the lists. */
  public GraphUpdateEvent {
    Require.uuid(eventId, "eventId");
    requireNonNull(eventType, "eventType");
    requireNonNull(timestamp, "timestamp");
    Require.uuidOrAbsent(projectId, "projectId");
    Require.uuid(graphId, "graphId");
    requireNonNull(updateKind, "updateKind");
    Require.extra(
        extra,
        "event_id",
        "event_type",
        "event_family",
        "timestamp",
        "project_id",
        "payload",
        "graph_id",
        "update_kind",
        "node_delta",
        "edge_delta",
        "source_module");
  }

  /** A builder with what every GraphUpdateEvent needs. */
  public static Builder builder(
      String eventId,
      String eventType,
      Instant timestamp,
      String graphId,
      UpdateKind updateKind,
      long nodeDelta,
      long edgeDelta) {
    return new Builder()
        .eventId(eventId)
        .eventType(eventType)
        .timestamp(timestamp)
        .graphId(graphId)
        .updateKind(updateKind)
        .nodeDelta(nodeDelta)
        .edgeDelta(edgeDelta);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.eventId = eventId;
    copy.eventType = eventType;
    copy.timestamp = timestamp;
    copy.projectId = projectId;
    copy.payload = payload;
    copy.graphId = graphId;
    copy.updateKind = updateKind;
    copy.nodeDelta = nodeDelta;
    copy.edgeDelta = edgeDelta;
    copy.sourceModule = sourceModule;
    copy.extra = extra;
    return copy;
  }

  @Override
  public EventFamily eventFamily() {
    return EventFamily.GRAPH_UPDATE;
  }

  /** Collects the parts of a {@link GraphUpdateEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String eventId;
    private @Nullable String eventType;
    private @Nullable Instant timestamp;
    private @Nullable String projectId;
    private @Nullable JsonObject payload;
    private @Nullable String graphId;
    private @Nullable UpdateKind updateKind;
    private long nodeDelta = 0;
    private long edgeDelta = 0;
    private @Nullable String sourceModule;
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

    /** Sets the graph: any UUID, text kept as it is. */
    public Builder graphId(String graphId) {
      this.graphId = graphId;
      return this;
    }

    /** Sets how it changes. */
    public Builder updateKind(UpdateKind updateKind) {
      this.updateKind = updateKind;
      return this;
    }

    /** Sets how many nodes more or, negative, fewer. */
    public Builder nodeDelta(long nodeDelta) {
      this.nodeDelta = nodeDelta;
      return this;
    }

    /** Sets how many edges more or, negative, fewer. */
    public Builder edgeDelta(long edgeDelta) {
      this.edgeDelta = edgeDelta;
      return this;
    }

    /** Sets the module that the change comes from. */
    public Builder sourceModule(@Nullable String sourceModule) {
      this.sourceModule = sourceModule;
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
    public GraphUpdateEvent build() {
      return new GraphUpdateEvent(
          requireNonNull(eventId, "eventId"),
          requireNonNull(eventType, "eventType"),
          requireNonNull(timestamp, "timestamp"),
          projectId,
          payload,
          requireNonNull(graphId, "graphId"),
          requireNonNull(updateKind, "updateKind"),
          nodeDelta,
          edgeDelta,
          sourceModule,
          extra);
    }
  }
}
