package dev.mplp.plan;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import org.jspecify.annotations.Nullable;

/**
 * Which compensations to list; all conditions that are there must hold.
 *
 * @param contextId only those of this Context; null for every Context
 * @param planId only those of this Plan; null for every Plan
 * @param state where they stand
 */
public record CompensationFilter(
    @Nullable ContextId contextId, @Nullable PlanId planId, ExecutionState state) {

  /** Refuses a state that is none of a compensation. */
  public CompensationFilter {
    if (!state.isOfCompensation()) {
      throw new IllegalArgumentException("no compensation is ever " + state.wire());
    }
  }

  /** Those that stand there. */
  public static CompensationFilter of(ExecutionState state) {
    return new CompensationFilter(null, null, state);
  }

  /** Those that failed, and wait for somebody to retry or abandon them. */
  public static CompensationFilter failed() {
    return of(ExecutionState.COMPENSATION_FAILED);
  }

  /** Only those of this Context. */
  public CompensationFilter withContext(@Nullable ContextId contextId) {
    return new CompensationFilter(contextId, planId, state);
  }

  /** Only those of this Plan. */
  public CompensationFilter withPlan(@Nullable PlanId planId) {
    return new CompensationFilter(contextId, planId, state);
  }
}
