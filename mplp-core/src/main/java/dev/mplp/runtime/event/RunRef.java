package dev.mplp.runtime.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import java.util.UUID;

/**
 * The run that a record belongs to.
 *
 * @param contextId the Context of the plan
 * @param planId the plan that is executed
 * @param executionId its execution
 * @param runId the pass over it; the Trace of the run has the same UUID
 */
public record RunRef(ContextId contextId, PlanId planId, UUID executionId, UUID runId) {

  /** Refuses nulls. */
  public RunRef {
    requireNonNull(contextId, "contextId");
    requireNonNull(planId, "planId");
    requireNonNull(executionId, "executionId");
    requireNonNull(runId, "runId");
  }
}
