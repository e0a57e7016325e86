package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a forked plan comes from.
 *
 * @param planId the plan that was copied
 * @param executionId the execution whose results were carried over; null when none were
 * @param from the steps of the source that were asked to be done anew
 * @param carried how many steps were completed from the beginning
 */
public record PlanOrigin(
    PlanId planId, @Nullable ExecutionId executionId, Set<StepId> from, int carried) {

  /** Copies the set. */
  public PlanOrigin {
    requireNonNull(planId, "planId");
    from = Set.copyOf(from);
  }
}
