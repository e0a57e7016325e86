package dev.mplp.runtime.plan;

import dev.mplp.NotFoundException;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.role.Target;
import dev.mplp.runtime.object.Caller;
import java.util.Optional;

/**
 * An execution that a caller names. What is done to it is done to its plan; who may not do that to
 * whichever plan is not told whether there is such an execution.
 */
public final class NamedExecution {

  private NamedExecution() {}

  /**
   * The execution, once it is sure that the caller may.
   *
   * @param capability asked for on its plan
   * @throws dev.mplp.PermissionDeniedException when the caller may not
   * @throws NotFoundException when there is none
   */
  public static ExecutionRecord get(Caller caller, ExecutionId executionId, String capability) {
    Optional<ExecutionRecord> found =
        new Executions(caller.storage()).find(caller.tenant(), executionId);
    caller.check(
        capability,
        found
            .map(record -> target(record.planId(), record))
            .orElse(new Target(null, executionId.value(), null)));
    return found.orElseThrow(() -> new NotFoundException("execution", executionId.value()));
  }

  private static Target target(PlanId planId, ExecutionRecord record) {
    return new Target(planId.module().orElseThrow(), planId.value(), record.contextId());
  }
}
