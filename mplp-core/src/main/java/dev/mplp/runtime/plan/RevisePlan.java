package dev.mplp.runtime.plan;

import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.confirm.LateGates;
import dev.mplp.runtime.confirm.PlanPolicies;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a plan that is being executed other steps: the head, the items of the steps that are
 * another, the work and the record in one commit. The storage refuses it when a step that it
 * touches was begun meanwhile. Revisions that were proposed are overtaken by it.
 */
final class RevisePlan {

  private final Caller caller;
  private final PlanStore plans;
  private final GateChoice choice;

  /**
   * Revises plans for a caller.
   *
   * @param choice which approvals the steps need that are added or changed
   */
  RevisePlan(Caller caller, GateChoice choice) {
    this.caller = caller;
    this.plans = new PlanStore(caller.storage());
    this.choice = choice;
  }

  /**
   * Adds the changes to a set.
   *
   * @param work the steps, which have been checked
   * @param before the plan as it is
   * @param after the plan as it is to be, stamped
   * @param proposed the proposal that is applied, which is not overtaken; null for none
   */
  void add(
      ChangeSet.Builder set,
      RunningPlan running,
      RevisedWork work,
      Plan before,
      Plan after,
      @Nullable RevisionId proposed,
      Instant now) {
    PlanId planId = running.planId();
    PlanStore.Head head = running.head();
    PlanDiff diff = PlanDiff.between(before, after);
    LateGates late =
        choice.late(caller.principal(), running.record().options().gates(), planId, () -> after);
    set.add(head.moved(head.status(), now, caller.subject()).put(planId));
    set.addAll(
        OvertakenRevisions.changes(
            caller.storage(),
            caller.tenant(),
            planId,
            running.runtime(),
            proposed,
            "the plan was revised",
            now));
    set.addAll(items(running, diff, work));
    set.add(work.revision(diff, late.before(RevisedWork.changed(diff), diff.added())));
    set.addAll(new PlanPolicies(caller).without(planId, head.contextId(), ids(diff.removed())));
    set.add(new Change.AppendLog(PlanRecords.planUpdated(before, after)));
  }

  static Set<StepId> ids(List<PlanStep> steps) {
    Set<StepId> ids = new HashSet<>();
    steps.forEach(step -> ids.add(step.stepId()));
    return ids;
  }

  private List<Change> items(RunningPlan running, PlanDiff diff, RevisedWork work) {
    PlanId planId = running.planId();
    PlanStore.Head head = running.head();
    Map<Integer, byte[]> bodies = new LinkedHashMap<>();
    diff.removed().forEach(step -> bodies.put(work.index(step), PlanStore.removed(step)));
    for (PlanDiff.Change change : diff.changed()) {
      bodies.put(work.index(change.after()), Wire.bytes(Shapes.PLAN_STEP, change.after()));
    }
    List<Change> changes = new ArrayList<>(plans.putItems(caller.tenant(), planId, head, bodies));
    if (!diff.added().isEmpty()) {
      List<byte[]> more = new ArrayList<>();
      diff.added().forEach(step -> more.add(Wire.bytes(Shapes.PLAN_STEP, step)));
      changes.add(PlanStore.append(planId, head, work.size(), more));
    }
    return changes;
  }
}
