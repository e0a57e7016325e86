package dev.mplp.examples.cli.run;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.flow.Flow;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import java.util.Optional;

/**
 * Begins to execute a plan of a flow, or finds the execution that an earlier run of the same flow
 * began: what is open is joined, what ended stays as it ended unless it is to be resumed.
 */
final class PlanStart {

  private final Mplp mplp;
  private final Flow flow;
  private final RunOptions options;

  PlanStart(Mplp mplp, Flow flow, RunOptions options) {
    this.mplp = mplp;
    this.flow = flow;
    this.options = options;
  }

  /** The execution; empty when the plan was brought in a state from which nothing is executed. */
  Optional<Execution> start(PlanId planId) {
    Plan plan = mplp.plans().get(planId);
    return switch (plan.status()) {
      case DRAFT, PROPOSED, APPROVED -> Optional.of(execute(plan));
      case FAILED -> latest(planId).map(this::resumeIfAsked);
      case IN_PROGRESS, COMPLETED, CANCELLED -> latest(planId);
    };
  }

  /** Another process may be as far as this one: then there is one execution for both. */
  private Execution execute(Plan plan) {
    try {
      return mplp.plans().execute(plan.planId(), executionOptions(plan));
    } catch (ConflictException e) {
      if (e.code().equals("EXECUTION_OPEN")) {
        return mplp.plans().latestExecution(plan.planId());
      }
      throw e;
    }
  }

  private Execution resumeIfAsked(Execution failed) {
    return options.resume() ? mplp.plans().resume(failed.executionId()) : failed;
  }

  private Optional<Execution> latest(PlanId planId) {
    try {
      return Optional.of(mplp.plans().latestExecution(planId));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  /** A plan that is proposed, or for which an approval was asked, is not begun without one. */
  private ExecutionOptions executionOptions(Plan plan) {
    Optional<Confirm> asked = pendingConfirm(plan.planId());
    if (plan.status() != PlanStatus.PROPOSED && asked.isEmpty()) {
      return options.execution();
    }
    ApprovalRequest request = ApprovalRequest.of(options.rule());
    String reason = asked.map(Confirm::reason).orElse(null);
    return options.execution().toBuilder()
        .gates(Gates.NONE.beforePlan(reason == null ? request : request.because(reason)))
        .build();
  }

  private Optional<Confirm> pendingConfirm(PlanId planId) {
    return flow.all(Confirm.class).stream()
        .filter(confirm -> confirm.status() == ConfirmStatus.PENDING)
        .filter(confirm -> confirm.targetId().uuid().equals(planId.uuid()))
        .findFirst();
  }
}
