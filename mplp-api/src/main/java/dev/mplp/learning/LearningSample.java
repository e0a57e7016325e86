package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SampleId;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one execution teaches, as a whole (schema {@code common/learning-sample}).
 *
 * @param sampleId its identifier
 * @param projectId the project it comes from
 * @param intentBefore what was wanted
 * @param plan the plan that was followed
 * @param deltaIntents how what was wanted changed
 * @param graphBefore the project graph before
 * @param graphAfter the project graph after
 * @param pipelinePath the stages that were passed, in order
 * @param successFlag whether it succeeded
 * @param errorInfo why it failed
 * @param tokenUsage the tokens that were used
 * @param executionTimeMs how long it took, in milliseconds, not negative
 * @param impactScore how much it changed, from 0 to 1
 * @param userFeedback what a person said
 * @param governanceDecisions the approvals on the way
 * @param timestamps when it began and ended
 * @param metadata more about it, of any form
 * @param vendorExtensions members of other makers, of any form
 */
public record LearningSample(
    SampleId sampleId,
    String projectId,
    @Nullable JsonObject intentBefore,
    @Nullable JsonObject plan,
    @Nullable List<JsonObject> deltaIntents,
    @Nullable JsonObject graphBefore,
    @Nullable JsonObject graphAfter,
    @Nullable List<String> pipelinePath,
    boolean successFlag,
    @Nullable ErrorInfo errorInfo,
    @Nullable TokenUsage tokenUsage,
    @Nullable BigDecimal executionTimeMs,
    @Nullable BigDecimal impactScore,
    @Nullable UserFeedback userFeedback,
    @Nullable List<JsonObject> governanceDecisions,
    Timestamps timestamps,
    @Nullable JsonObject metadata,
    @Nullable JsonObject vendorExtensions) {

  /** Checks what the schema demands and copies the lists. */
  public LearningSample {
    requireNonNull(sampleId, "sampleId");
    requireNonNull(projectId, "projectId");
    deltaIntents = Require.copy(deltaIntents);
    pipelinePath = Require.copy(pipelinePath);
    Require.range(executionTimeMs, BigDecimal.ZERO, null, "executionTimeMs");
    Require.range(impactScore, BigDecimal.ZERO, BigDecimal.ONE, "impactScore");
    governanceDecisions = Require.copy(governanceDecisions);
    requireNonNull(timestamps, "timestamps");
  }

  /** A builder of a sample with a new identifier. */
  public static Builder builder(String projectId, boolean successFlag, Timestamps timestamps) {
    return new Builder().projectId(projectId).successFlag(successFlag).timestamps(timestamps);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.sampleId = sampleId;
    copy.projectId = projectId;
    copy.intentBefore = intentBefore;
    copy.plan = plan;
    copy.deltaIntents = deltaIntents;
    copy.graphBefore = graphBefore;
    copy.graphAfter = graphAfter;
    copy.pipelinePath = pipelinePath;
    copy.successFlag = successFlag;
    copy.errorInfo = errorInfo;
    copy.tokenUsage = tokenUsage;
    copy.executionTimeMs = executionTimeMs;
    copy.impactScore = impactScore;
    copy.userFeedback = userFeedback;
    copy.governanceDecisions = governanceDecisions;
    copy.timestamps = timestamps;
    copy.metadata = metadata;
    copy.vendorExtensions = vendorExtensions;
    return copy;
  }

  /** Collects the parts of a {@link LearningSample}; not thread-safe. */
  public static final class Builder {

    private @Nullable SampleId sampleId;
    private @Nullable String projectId;
    private @Nullable JsonObject intentBefore;
    private @Nullable JsonObject plan;
    private @Nullable List<JsonObject> deltaIntents;
    private @Nullable JsonObject graphBefore;
    private @Nullable JsonObject graphAfter;
    private @Nullable List<String> pipelinePath;
    private boolean successFlag = false;
    private @Nullable ErrorInfo errorInfo;
    private @Nullable TokenUsage tokenUsage;
    private @Nullable BigDecimal executionTimeMs;
    private @Nullable BigDecimal impactScore;
    private @Nullable UserFeedback userFeedback;
    private @Nullable List<JsonObject> governanceDecisions;
    private @Nullable Timestamps timestamps;
    private @Nullable JsonObject metadata;
    private @Nullable JsonObject vendorExtensions;

    private Builder() {}

    /** Sets its identifier. */
    public Builder sampleId(SampleId sampleId) {
      this.sampleId = sampleId;
      return this;
    }

    /** Sets the project it comes from. */
    public Builder projectId(String projectId) {
      this.projectId = projectId;
      return this;
    }

    /** Sets what was wanted. */
    public Builder intentBefore(@Nullable JsonObject intentBefore) {
      this.intentBefore = intentBefore;
      return this;
    }

    /** Sets the plan that was followed. */
    public Builder plan(@Nullable JsonObject plan) {
      this.plan = plan;
      return this;
    }

    /** Sets how what was wanted changed. */
    public Builder deltaIntents(@Nullable List<JsonObject> deltaIntents) {
      this.deltaIntents = deltaIntents;
      return this;
    }

    /** Sets the project graph before. */
    public Builder graphBefore(@Nullable JsonObject graphBefore) {
      this.graphBefore = graphBefore;
      return this;
    }

    /** Sets the project graph after. */
    public Builder graphAfter(@Nullable JsonObject graphAfter) {
      this.graphAfter = graphAfter;
      return this;
    }

    /** Sets the stages that were passed, in order. */
    public Builder pipelinePath(@Nullable List<String> pipelinePath) {
      this.pipelinePath = pipelinePath;
      return this;
    }

    /** Sets whether it succeeded. */
    public Builder successFlag(boolean successFlag) {
      this.successFlag = successFlag;
      return this;
    }

    /** Sets why it failed. */
    public Builder errorInfo(@Nullable ErrorInfo errorInfo) {
      this.errorInfo = errorInfo;
      return this;
    }

    /** Sets the tokens that were used. */
    public Builder tokenUsage(@Nullable TokenUsage tokenUsage) {
      this.tokenUsage = tokenUsage;
      return this;
    }

    /** Sets how long it took, in milliseconds, not negative. */
    public Builder executionTimeMs(@Nullable BigDecimal executionTimeMs) {
      this.executionTimeMs = executionTimeMs;
      return this;
    }

    /** Sets how much it changed, from 0 to 1. */
    public Builder impactScore(@Nullable BigDecimal impactScore) {
      this.impactScore = impactScore;
      return this;
    }

    /** Sets what a person said. */
    public Builder userFeedback(@Nullable UserFeedback userFeedback) {
      this.userFeedback = userFeedback;
      return this;
    }

    /** Sets the approvals on the way. */
    public Builder governanceDecisions(@Nullable List<JsonObject> governanceDecisions) {
      this.governanceDecisions = governanceDecisions;
      return this;
    }

    /** Sets when it began and ended. */
    public Builder timestamps(Timestamps timestamps) {
      this.timestamps = timestamps;
      return this;
    }

    /** Sets more about it, of any form. */
    public Builder metadata(@Nullable JsonObject metadata) {
      this.metadata = metadata;
      return this;
    }

    /** Sets members of other makers, of any form. */
    public Builder vendorExtensions(@Nullable JsonObject vendorExtensions) {
      this.vendorExtensions = vendorExtensions;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public LearningSample build() {
      return new LearningSample(
          sampleId == null ? SampleId.random() : sampleId,
          requireNonNull(projectId, "projectId"),
          intentBefore,
          plan,
          deltaIntents,
          graphBefore,
          graphAfter,
          pipelinePath,
          successFlag,
          errorInfo,
          tokenUsage,
          executionTimeMs,
          impactScore,
          userFeedback,
          governanceDecisions,
          requireNonNull(timestamps, "timestamps"),
          metadata,
          vendorExtensions);
    }
  }
}
