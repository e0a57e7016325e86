package dev.mplp.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import org.jspecify.annotations.Nullable;

/**
 * What became of a step.
 *
 * @param attempts how often it was begun, over all runs
 * @param output what its handler answered; empty unless it is completed
 * @param error why its last attempt failed, null when it did not
 * @param compensation what became of undoing it, null when it was not to be undone, and in pages
 *     ({@link Execution#outcomes})
 */
public record StepOutcome(
    StepId stepId,
    String description,
    StepStatus status,
    int attempts,
    JsonObject output,
    @Nullable StepError error,
    @Nullable StepCompensation compensation) {

  /** True when the step was completed and is undone. */
  public boolean isCompensated() {
    return compensation != null && compensation.status() == CompensationStatus.COMPENSATED;
  }
}
