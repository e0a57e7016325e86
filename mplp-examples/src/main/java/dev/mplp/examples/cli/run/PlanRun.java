package dev.mplp.examples.cli.run;

import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan of the flow and what came of it.
 *
 * @param plan as it was when the run began
 * @param execution null when the plan was brought in a state from which nothing is executed
 * @param result null while it has not ended, and without an execution
 */
record PlanRun(Plan plan, @Nullable Execution execution, @Nullable ExecutionResult result) {

  PlanRun ended(ExecutionResult result) {
    return new PlanRun(plan, execution, result);
  }

  /** True when the plan is completed, be it now or long ago. */
  boolean isCompleted() {
    return result == null ? plan.status() == PlanStatus.COMPLETED : result.isCompleted();
  }

  /** Where the execution stands, or the plan when it has none. */
  String state() {
    return result == null ? plan.status().wire() : result.execution().state().wire();
  }

  /** True when taking it up again may help. */
  boolean canBeResumed() {
    return result != null
        && result.execution().state() == ExecutionState.FAILED
        && count(StepStatus.FAILED) > 0;
  }

  int count(StepStatus status) {
    return result == null
        ? (int) plan.steps().stream().filter(step -> step.status() == status).count()
        : (int) result.steps().stream().filter(step -> step.status() == status).count();
  }

  int attempts() {
    return result == null ? 0 : result.steps().stream().mapToInt(StepOutcome::attempts).sum();
  }

  List<StepOutcome> failures() {
    return result == null
        ? List.of()
        : result.steps().stream().filter(step -> step.status() == StepStatus.FAILED).toList();
  }

  /** From the start of the execution to its end; null when there is none. */
  @Nullable Duration took() {
    if (result == null) {
      return null;
    }
    Instant end = result.execution().endedAt();
    return end == null ? null : Duration.between(result.execution().startedAt(), end);
  }
}
