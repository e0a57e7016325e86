package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a {@link DeltaSample}.
 *
 * @param actualImpactSummary what was affected, in short
 * @param impactScope how far it reached
 * @param compPlanRequired whether it had to be compensated
 * @param compPlanApplied whether it was compensated
 * @param rollbackUsed whether it was rolled back
 * @param extra further members, in the order in which they were given
 */
public record DeltaOutput(
    String actualImpactSummary,
    ImpactScope impactScope,
    @Nullable Boolean compPlanRequired,
    @Nullable Boolean compPlanApplied,
    @Nullable Boolean rollbackUsed,
    JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public DeltaOutput {
    requireNonNull(actualImpactSummary, "actualImpactSummary");
    requireNonNull(impactScope, "impactScope");
    Require.extra(
        extra,
        "actual_impact_summary",
        "impact_scope",
        "comp_plan_required",
        "comp_plan_applied",
        "rollback_used");
  }

  /** A builder with what every DeltaOutput needs. */
  public static Builder builder(String actualImpactSummary, ImpactScope impactScope) {
    return new Builder().actualImpactSummary(actualImpactSummary).impactScope(impactScope);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.actualImpactSummary = actualImpactSummary;
    copy.impactScope = impactScope;
    copy.compPlanRequired = compPlanRequired;
    copy.compPlanApplied = compPlanApplied;
    copy.rollbackUsed = rollbackUsed;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link DeltaOutput}; not thread-safe. */
  public static final class Builder {

    private @Nullable String actualImpactSummary;
    private @Nullable ImpactScope impactScope;
    private @Nullable Boolean compPlanRequired;
    private @Nullable Boolean compPlanApplied;
    private @Nullable Boolean rollbackUsed;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets what was affected, in short. */
    public Builder actualImpactSummary(String actualImpactSummary) {
      this.actualImpactSummary = actualImpactSummary;
      return this;
    }

    /** Sets how far it reached. */
    public Builder impactScope(ImpactScope impactScope) {
      this.impactScope = impactScope;
      return this;
    }

    /** Sets whether it had to be compensated. */
    public Builder compPlanRequired(@Nullable Boolean compPlanRequired) {
      this.compPlanRequired = compPlanRequired;
      return this;
    }

    /** Sets whether it was compensated. */
    public Builder compPlanApplied(@Nullable Boolean compPlanApplied) {
      this.compPlanApplied = compPlanApplied;
      return this;
    }

    /** Sets whether it was rolled back. */
    public Builder rollbackUsed(@Nullable Boolean rollbackUsed) {
      this.rollbackUsed = rollbackUsed;
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
    public DeltaOutput build() {
      return new DeltaOutput(
          requireNonNull(actualImpactSummary, "actualImpactSummary"),
          requireNonNull(impactScope, "impactScope"),
          compPlanRequired,
          compPlanApplied,
          rollbackUsed,
          extra);
    }
  }
}
