package dev.mplp.learning;

import dev.mplp.internal.Require;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link DeltaSample} comes from.
 *
 * @param common what every sample may tell; holds the further members too
 * @param impactAnalysisDurationMs how long the analysis took, in milliseconds
 * @param predictedVsActualAccuracy how the prediction compares with what happened
 */
public record DeltaMeta(
    SampleMeta common,
    @Nullable Long impactAnalysisDurationMs,
    @Nullable PredictionAccuracy predictedVsActualAccuracy) {

  /** Checks what the schema demands and copies the lists. */
  public DeltaMeta {
    Require.extra(common.extra(), "impact_analysis_duration_ms", "predicted_vs_actual_accuracy");
    Require.count(impactAnalysisDurationMs, "impactAnalysisDurationMs");
  }

  /** An empty builder; every part is optional. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.common = common;
    copy.impactAnalysisDurationMs = impactAnalysisDurationMs;
    copy.predictedVsActualAccuracy = predictedVsActualAccuracy;
    return copy;
  }

  /** Collects the parts of a {@link DeltaMeta}; not thread-safe. */
  public static final class Builder {

    private SampleMeta common = SampleMeta.builder().build();
    private @Nullable Long impactAnalysisDurationMs;
    private @Nullable PredictionAccuracy predictedVsActualAccuracy;

    private Builder() {}

    /** Sets what every sample may tell; holds the further members too. */
    public Builder common(SampleMeta common) {
      this.common = common;
      return this;
    }

    /** Sets how long the analysis took, in milliseconds. */
    public Builder impactAnalysisDurationMs(@Nullable Long impactAnalysisDurationMs) {
      this.impactAnalysisDurationMs = impactAnalysisDurationMs;
      return this;
    }

    /** Sets how the prediction compares with what happened. */
    public Builder predictedVsActualAccuracy(
        @Nullable PredictionAccuracy predictedVsActualAccuracy) {
      this.predictedVsActualAccuracy = predictedVsActualAccuracy;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public DeltaMeta build() {
      return new DeltaMeta(common, impactAnalysisDurationMs, predictedVsActualAccuracy);
    }
  }
}
