package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.spi.Storage;

/**
 * A plan that is being executed, as it was read.
 *
 * @param head the plan without its steps
 * @param runtime what belongs to it
 * @param record its execution
 */
record RunningPlan(PlanStore.Head head, PlanRuntime runtime, ExecutionRecord record) {

  /**
   * The plan.
   *
   * @param version under which the caller read it
   * @throws ConflictException code {@code VERSION_CONFLICT} when it has another one
   * @throws IllegalTransitionException when it is not being executed
   */
  static RunningPlan of(Storage storage, String tenant, PlanId planId, long version) {
    PlanStore.Head head = new PlanStore(storage).head(tenant, planId);
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, planId);
    ExecutionId executionId = runtime.execution();
    if (head.version() != version) {
      throw stale(planId, version);
    }
    if (head.status() != PlanStatus.IN_PROGRESS || !runtime.open() || executionId == null) {
      throw new IllegalTransitionException(
          "plan " + planId,
          head.status().wire(),
          "revised",
          head.status().isTerminal()
              ? "only a plan that is being executed is revised; fork it and change the fork"
              : "a plan that is not being executed is updated instead");
    }
    return new RunningPlan(head, runtime, new Executions(storage).get(tenant, executionId));
  }

  PlanId planId() {
    return record.planId();
  }

  /** With its steps as they were written. */
  Plan assemble(Storage storage, String tenant) {
    return new PlanStore(storage).assemble(tenant, planId(), head);
  }

  static ConflictException stale(PlanId planId, long version) {
    return new ConflictException(
        "VERSION_CONFLICT",
        "plan "
            + planId
            + " was changed since version "
            + version
            + " was read, or a step that the revision touches has begun; read it again and repeat"
            + " the revision");
  }
}
