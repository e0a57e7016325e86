package dev.mplp.plan;

import dev.mplp.TooLargeException;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import java.util.List;

/**
 * What an execution came to.
 *
 * @param execution how it stands
 * @param steps what became of each step, in the plan's order; only of the first ones when the
 *     execution is too large for one piece
 * @param isWhole whether all steps are there; if not, {@link Execution#outcomes} gives them page by
 *     page
 */
public record ExecutionResult(
    ExecutionSnapshot execution, List<StepOutcome> steps, boolean isWhole) {

  /** At most so many steps are in one piece. */
  public static final int MOST_STEPS = 50_000;

  /** Steps whose results take more bytes than this together are not in one piece: 64 MiB. */
  public static final long MOST_BYTES = 64L << 20;

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
   * @throws TooLargeException if the step is not among those that are here
   */
  public StepOutcome step(StepId stepId) {
    return steps.stream()
        .filter(step -> step.stepId().equals(stepId))
        .findFirst()
        .orElseThrow(() -> missing(stepId));
  }

  private RuntimeException missing(StepId stepId) {
    return isWhole
        ? new IllegalArgumentException("the plan has no step " + stepId)
        : new TooLargeException(
            "step "
                + stepId
                + " is not among the first "
                + steps.size()
                + ", and the execution has more than are handed out in one piece; read its outcomes"
                + " page by page");
  }

  /** The output of a step; empty when it has none. */
  public JsonObject output(StepId stepId) {
    return step(stepId).output();
  }
}
