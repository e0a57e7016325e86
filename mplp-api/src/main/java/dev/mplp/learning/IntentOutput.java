package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What came out of an {@link IntentSample}.
 *
 * @param finalIntentSummary what is wanted after all, in short
 * @param planId the Plan that was made: any UUID, text kept as it is
 * @param planStepCount how many steps it has
 * @param resolutionQualityLabel how well it was understood
 * @param extra further members, in the order in which they were given
 */
public record IntentOutput(
    String finalIntentSummary,
    @Nullable String planId,
    @Nullable Long planStepCount,
    @Nullable ResolutionQuality resolutionQualityLabel,
    JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public IntentOutput {
    requireNonNull(finalIntentSummary, "finalIntentSummary");
    Require.uuidOrAbsent(planId, "planId");
    Require.count(planStepCount, "planStepCount");
    Require.extra(
        extra, "final_intent_summary", "plan_id", "plan_step_count", "resolution_quality_label");
  }

  /** A builder with what every IntentOutput needs. */
  public static Builder builder(String finalIntentSummary) {
    return new Builder().finalIntentSummary(finalIntentSummary);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.finalIntentSummary = finalIntentSummary;
    copy.planId = planId;
    copy.planStepCount = planStepCount;
    copy.resolutionQualityLabel = resolutionQualityLabel;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link IntentOutput}; not thread-safe. */
  public static final class Builder {

    private @Nullable String finalIntentSummary;
    private @Nullable String planId;
    private @Nullable Long planStepCount;
    private @Nullable ResolutionQuality resolutionQualityLabel;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets what is wanted after all, in short. */
    public Builder finalIntentSummary(String finalIntentSummary) {
      this.finalIntentSummary = finalIntentSummary;
      return this;
    }

    /** Sets the Plan that was made: any UUID, text kept as it is. */
    public Builder planId(@Nullable String planId) {
      this.planId = planId;
      return this;
    }

    /** Sets how many steps it has. */
    public Builder planStepCount(@Nullable Long planStepCount) {
      this.planStepCount = planStepCount;
      return this;
    }

    /** Sets how well it was understood. */
    public Builder resolutionQualityLabel(@Nullable ResolutionQuality resolutionQualityLabel) {
      this.resolutionQualityLabel = resolutionQualityLabel;
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
    public IntentOutput build() {
      return new IntentOutput(
          requireNonNull(finalIntentSummary, "finalIntentSummary"),
          planId,
          planStepCount,
          resolutionQualityLabel,
          extra);
    }
  }
}
