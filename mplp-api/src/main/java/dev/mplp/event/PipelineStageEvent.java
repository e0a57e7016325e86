package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a pipeline moves (schema {@code events/mplp-pipeline-stage-event}).
 *
 * @param eventId its identifier: any UUID, text kept as it is
 * @param eventType what happened, in words of its family
 * @param timestamp when it happened
 * @param projectId the project: any UUID, text kept as it is
 * @param payload more about it, of any form
 * @param pipelineId the pipeline: any UUID, text kept as it is
 * @param stageId the stage, such as {@code analyze}
 * @param stageName the name of the stage for people
 * @param stageStatus where the stage stands
 * @param stageOrder the place of the stage in the pipeline, from 0
 * @param extra further members, in the order in which they were given
 */
public record PipelineStageEvent(
    String eventId,
    String eventType,
    Instant timestamp,
    @Nullable String projectId,
    @Nullable JsonObject payload,
    String pipelineId,
    String stageId,
    @Nullable String stageName,
    StageStatus stageStatus,
    @Nullable Long stageOrder,
    JsonObject extra)
    implements ObservabilityEvent {

  /** Checks what the schema demands and copies the lists. */
  public PipelineStageEvent {
    Require.uuid(eventId, "eventId");
    requireNonNull(eventType, "eventType");
    requireNonNull(timestamp, "timestamp");
    Require.uuidOrAbsent(projectId, "projectId");
    Require.uuid(pipelineId, "pipelineId");
    requireNonNull(stageId, "stageId");
    requireNonNull(stageStatus, "stageStatus");
    Require.count(stageOrder, "stageOrder");
    Require.extra(
        extra,
        "event_id",
        "event_type",
        "event_family",
        "timestamp",
        "project_id",
        "payload",
        "pipeline_id",
        "stage_id",
        "stage_name",
        "stage_status",
        "stage_order");
  }

  /** A builder with what every PipelineStageEvent needs. */
  public static Builder builder(
      String eventId,
      String eventType,
      Instant timestamp,
      String pipelineId,
      String stageId,
      StageStatus stageStatus) {
    return new Builder()
        .eventId(eventId)
        .eventType(eventType)
        .timestamp(timestamp)
        .pipelineId(pipelineId)
        .stageId(stageId)
        .stageStatus(stageStatus);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.eventId = eventId;
    copy.eventType = eventType;
    copy.timestamp = timestamp;
    copy.projectId = projectId;
    copy.payload = payload;
    copy.pipelineId = pipelineId;
    copy.stageId = stageId;
    copy.stageName = stageName;
    copy.stageStatus = stageStatus;
    copy.stageOrder = stageOrder;
    copy.extra = extra;
    return copy;
  }

  @Override
  public EventFamily eventFamily() {
    return EventFamily.PIPELINE_STAGE;
  }

  /** Collects the parts of a {@link PipelineStageEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String eventId;
    private @Nullable String eventType;
    private @Nullable Instant timestamp;
    private @Nullable String projectId;
    private @Nullable JsonObject payload;
    private @Nullable String pipelineId;
    private @Nullable String stageId;
    private @Nullable String stageName;
    private @Nullable StageStatus stageStatus;
    private @Nullable Long stageOrder;
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

    /** Sets the pipeline: any UUID, text kept as it is. */
    public Builder pipelineId(String pipelineId) {
      this.pipelineId = pipelineId;
      return this;
    }

    /** Sets the stage, such as {@code analyze}. */
    public Builder stageId(String stageId) {
      this.stageId = stageId;
      return this;
    }

    /** Sets the name of the stage for people. */
    public Builder stageName(@Nullable String stageName) {
      this.stageName = stageName;
      return this;
    }

    /** Sets where the stage stands. */
    public Builder stageStatus(StageStatus stageStatus) {
      this.stageStatus = stageStatus;
      return this;
    }

    /** Sets the place of the stage in the pipeline, from 0. */
    public Builder stageOrder(@Nullable Long stageOrder) {
      this.stageOrder = stageOrder;
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
    public PipelineStageEvent build() {
      return new PipelineStageEvent(
          requireNonNull(eventId, "eventId"),
          requireNonNull(eventType, "eventType"),
          requireNonNull(timestamp, "timestamp"),
          projectId,
          payload,
          requireNonNull(pipelineId, "pipelineId"),
          requireNonNull(stageId, "stageId"),
          stageName,
          requireNonNull(stageStatus, "stageStatus"),
          stageOrder,
          extra);
    }
  }
}
