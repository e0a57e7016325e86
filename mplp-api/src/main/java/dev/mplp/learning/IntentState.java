package dev.mplp.learning;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How things stood in an {@link IntentSample}.
 *
 * @param projectPhase the phase of the project
 * @param psgNodeCount how many nodes the project graph had
 * @param existingPlanCount how many plans there were
 * @param extra further members, in the order in which they were given
 */
public record IntentState(
    @Nullable String projectPhase,
    @Nullable Long psgNodeCount,
    @Nullable Long existingPlanCount,
    JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public IntentState {
    Require.count(psgNodeCount, "psgNodeCount");
    Require.count(existingPlanCount, "existingPlanCount");
    Require.extra(extra, "project_phase", "psg_node_count", "existing_plan_count");
  }

  /** An empty builder; every part is optional. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.projectPhase = projectPhase;
    copy.psgNodeCount = psgNodeCount;
    copy.existingPlanCount = existingPlanCount;
    copy.extra = extra;
    return copy;
  }

  /** Collects the parts of a {@link IntentState}; not thread-safe. */
  public static final class Builder {

    private @Nullable String projectPhase;
    private @Nullable Long psgNodeCount;
    private @Nullable Long existingPlanCount;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets the phase of the project. */
    public Builder projectPhase(@Nullable String projectPhase) {
      this.projectPhase = projectPhase;
      return this;
    }

    /** Sets how many nodes the project graph had. */
    public Builder psgNodeCount(@Nullable Long psgNodeCount) {
      this.psgNodeCount = psgNodeCount;
      return this;
    }

    /** Sets how many plans there were. */
    public Builder existingPlanCount(@Nullable Long existingPlanCount) {
      this.existingPlanCount = existingPlanCount;
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
    public IntentState build() {
      return new IntentState(projectPhase, psgNodeCount, existingPlanCount, extra);
    }
  }
}
