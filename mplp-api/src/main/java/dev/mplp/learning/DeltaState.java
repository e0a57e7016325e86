package dev.mplp.learning;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How things stood in a {@link DeltaSample}.
 *
 * @param affectedArtifactCount how many things may be affected
 * @param riskLevel how risky it seemed
 * @param psgComplexityScore how complex the project graph was, not negative
 * @param extra further members, in the order in which they were given
 */
public record DeltaState(
    @Nullable Long affectedArtifactCount,
    @Nullable RiskLevel riskLevel,
    @Nullable BigDecimal psgComplexityScore,
    JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public DeltaState {
    Require.count(affectedArtifactCount, "affectedArtifactCount");
    Require.range(psgComplexityScore, BigDecimal.ZERO, null, "psgComplexityScore");
    Require.extra(extra, "affected_artifact_count", "risk_level", "psg_complexity_score");
  }

  /** An empty builder; every part is optional. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.affectedArtifactCount = affectedArtifactCount;
    copy.riskLevel = riskLevel;
    copy.psgComplexityScore = psgComplexityScore;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link DeltaState}; not thread-safe. */
  public static final class Builder {

    private @Nullable Long affectedArtifactCount;
    private @Nullable RiskLevel riskLevel;
    private @Nullable BigDecimal psgComplexityScore;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets how many things may be affected. */
    public Builder affectedArtifactCount(@Nullable Long affectedArtifactCount) {
      this.affectedArtifactCount = affectedArtifactCount;
      return this;
    }

    /** Sets how risky it seemed. */
    public Builder riskLevel(@Nullable RiskLevel riskLevel) {
      this.riskLevel = riskLevel;
      return this;
    }

    /** Sets how complex the project graph was, not negative. */
    public Builder psgComplexityScore(@Nullable BigDecimal psgComplexityScore) {
      this.psgComplexityScore = psgComplexityScore;
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
    public DeltaState build() {
      return new DeltaState(affectedArtifactCount, riskLevel, psgComplexityScore, extra);
    }
  }
}
