package dev.mplp.learning;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link FamilySample} comes from, and what people think of it.
 *
 * @param sourceFlowId the flow it comes from
 * @param sourceEventIds the events it comes from: any UUIDs, texts kept as they are
 * @param projectId the project: any UUID, text kept as it is
 * @param humanFeedbackLabel what people think of it
 * @param qualityScore how good it is, from 0 to 1
 * @param extra further members, in the order in which they were given
 */
public record SampleMeta(
    @Nullable String sourceFlowId,
    @Nullable List<String> sourceEventIds,
    @Nullable String projectId,
    @Nullable FeedbackLabel humanFeedbackLabel,
    @Nullable BigDecimal qualityScore,
    JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public SampleMeta {
    sourceEventIds = Require.copy(sourceEventIds);
    if (sourceEventIds != null) {
      sourceEventIds.forEach(id -> Require.uuid(id, "sourceEventIds"));
    }
    Require.uuidOrAbsent(projectId, "projectId");
    Require.range(qualityScore, BigDecimal.ZERO, BigDecimal.ONE, "qualityScore");
    Require.extra(
        extra,
        "source_flow_id",
        "source_event_ids",
        "project_id",
        "human_feedback_label",
        "quality_score");
  }

  /** An empty builder; every part is optional. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.sourceFlowId = sourceFlowId;
    copy.sourceEventIds = sourceEventIds;
    copy.projectId = projectId;
    copy.humanFeedbackLabel = humanFeedbackLabel;
    copy.qualityScore = qualityScore;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link SampleMeta}; not thread-safe. */
  public static final class Builder {

    private @Nullable String sourceFlowId;
    private @Nullable List<String> sourceEventIds;
    private @Nullable String projectId;
    private @Nullable FeedbackLabel humanFeedbackLabel;
    private @Nullable BigDecimal qualityScore;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets the flow it comes from. */
    public Builder sourceFlowId(@Nullable String sourceFlowId) {
      this.sourceFlowId = sourceFlowId;
      return this;
    }

    /** Sets the events it comes from: any UUIDs, texts kept as they are. */
    public Builder sourceEventIds(@Nullable List<String> sourceEventIds) {
      this.sourceEventIds = sourceEventIds;
      return this;
    }

    /** Sets the project: any UUID, text kept as it is. */
    public Builder projectId(@Nullable String projectId) {
      this.projectId = projectId;
      return this;
    }

    /** Sets what people think of it. */
    public Builder humanFeedbackLabel(@Nullable FeedbackLabel humanFeedbackLabel) {
      this.humanFeedbackLabel = humanFeedbackLabel;
      return this;
    }

    /** Sets how good it is, from 0 to 1. */
    public Builder qualityScore(@Nullable BigDecimal qualityScore) {
      this.qualityScore = qualityScore;
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
    public SampleMeta build() {
      return new SampleMeta(
          sourceFlowId, sourceEventIds, projectId, humanFeedbackLabel, qualityScore, extra);
    }
  }
}
