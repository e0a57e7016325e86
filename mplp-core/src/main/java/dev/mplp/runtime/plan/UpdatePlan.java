package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.confirm.PlanPolicies;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives a plan that is draft or proposed another content. */
final class UpdatePlan {

  private final Caller caller;
  private final PlanStore plans;

  UpdatePlan(Caller caller) {
    this.caller = caller;
    this.plans = new PlanStore(caller.storage());
  }

  /** Updates it; the caller has checked the graph. */
  Versioned<Plan> update(Plan plan, long version) {
    PlanId planId = plan.planId();
    PlanStore.Head head = plans.head(caller.tenant(), planId);
    PlanStatus status = head.status();
    if (status != PlanStatus.DRAFT && status != PlanStatus.PROPOSED) {
      throw new IllegalTransitionException(
          "plan " + planId,
          status.wire(),
          "another one by an update",
          status == PlanStatus.IN_PROGRESS
              ? "revise it while it is being executed"
              : status == PlanStatus.APPROVED
                  ? "reopen it first, which takes the approval back"
                  : "fork it and update the fork");
    }
    PlanRuntime runtime = PlanRuntime.of(caller.storage(), caller.tenant(), planId);
    List<Change> override = LockPlan.check(caller, planId, head.contextId(), runtime);
    Plan before = plans.assemble(caller.tenant(), planId, head);
    Plan after =
        plan.toBuilder()
            .contextId(before.contextId())
            .status(status)
            .events(null)
            .meta(before.meta().updated(caller.now(), caller.subject()))
            .build();
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .addAll(PlanStore.replace(head, after))
            .add(runtime.unchanged(planId))
            .add(new Change.AppendLog(PlanRecords.planUpdated(before, after)))
            .addAll(
                new PlanPolicies(caller)
                    .without(planId, before.contextId(), removed(before, after)))
            .addAll(override)
            .build();
    CommitResult result =
        head.version() == version
            ? caller.commits().commit(set)
            : new CommitResult.Conflict("plan");
    if (!result.isCommitted()) {
      throw new ConflictException(
          "VERSION_CONFLICT",
          "plan "
              + planId
              + " was changed since version "
              + version
              + " was read; read it again and repeat the change");
    }
    return new Versioned<>(after, version + 1);
  }

  private static Set<StepId> removed(Plan before, Plan after) {
    Set<StepId> removed = new HashSet<>();
    before.steps().forEach(step -> removed.add(step.stepId()));
    after.steps().forEach(step -> removed.remove(step.stepId()));
    return removed;
  }
}
