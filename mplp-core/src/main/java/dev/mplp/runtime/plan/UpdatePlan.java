package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.model.PlanId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Caller;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import java.util.List;

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
          "the content of plan " + planId, status.wire(), "changed", List.of());
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
            .add(new Change.AppendLog(Records.planUpdated(before, after)))
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
}
