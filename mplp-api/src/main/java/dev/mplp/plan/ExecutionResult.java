package dev.mplp.plan;

import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import java.util.List;

/**
 * What an execution came to.
 *
 * @param execution how it stands
 * @param steps what became of each step, in the plan's order
 */
public record ExecutionResult(ExecutionSnapshot execution, List<StepOutcome> steps) {

  /** Copies the list. */
  public ExecutionResult {
    steps = List.copyOf(steps);
  }

  /** True when every step is completed. */
  public boolean isCompleted() {
    return execution.state() == ExecutionState.COMPLETED;
  }

  /**
   * What became of a step.
   *
   * @throws IllegalArgumentException if the plan has no such step
   */
  public StepOutcome step(StepId stepId) {
    return steps.stream()
        .filter(step -> step.stepId().equals(stepId))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the plan has no step " + stepId));
  }

  /** The output of a step; empty when it has none. */
  public JsonObject output(StepId stepId) {
    return step(stepId).output();
  }
}
