package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.runtime.confirm.LateGate;
import dev.mplp.runtime.confirm.LateGates;
import dev.mplp.runtime.confirm.PlanPolicies;
import dev.mplp.runtime.event.PlanRecords;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a plan that is being executed other steps: the head, the items of the steps that are
 * another, the work and the record in one commit. The storage refuses it when a step that it
 * touches was begun meanwhile.
 *
 * <p>The index of a step's item is its index in the work, also after a revision: removed steps keep
 * theirs.
 */
final class RevisePlan {

  private final Caller caller;
  private final PlanStore plans;
  private final Executions executions;
  private final GateChoice choice;

  /** Revises plans for a caller; the choice says what has to be approved of what is changed. */
  RevisePlan(Caller caller, GateChoice choice) {
    this.caller = caller;
    this.choice = choice;
    this.plans = new PlanStore(caller.storage());
    this.executions = new Executions(caller.storage());
  }

  /** Revises it; the caller has checked the graph of {@code revised}. */
  void revise(Plan revised, long version) {
    PlanId planId = revised.planId();
    PlanStore.Head head = plans.head(caller.tenant(), planId);
    PlanRuntime runtime = PlanRuntime.of(caller.storage(), caller.tenant(), planId);
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
    ExecutionRecord record = executions.get(caller.tenant(), executionId);
    List<Change> override = LockPlan.check(caller, planId, head.contextId(), runtime);
    checkNoApproval(planId, runtime, record);
    Plan before = plans.assemble(caller.tenant(), planId, head);
    Plan after = merged(before, revised);
    PlanDiff diff = PlanDiff.between(before, after);
    if (diff.isEmpty()) {
      return;
    }
    Work work = new Work(executionId);
    work.check(planId, diff);
    LateGates late = choice.late(caller.principal(), record.options().gates(), planId, () -> after);
    if (late.isPlanChosen()) {
      throw toBeApproved(planId, "would have to be approved with these steps");
    }
    PlanPolicies policies = new PlanPolicies(caller);
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(head.moved(head.status(), caller.now(), caller.subject()).put(planId))
            .add(runtime.unchanged(planId))
            .addAll(items(planId, head, diff, work))
            .add(work.revision(record, diff, late.before(work.put(diff))))
            .addAll(policies.without(planId, head.contextId(), ids(diff.removed())))
            .add(new Change.AppendLog(PlanRecords.planUpdated(before, after)))
            .addAll(override)
            .build();
    if (!caller.commits().commit(set).isCommitted()) {
      throw stale(planId, version);
    }
  }

  private static ConflictException stale(PlanId planId, long version) {
    return new ConflictException(
        "VERSION_CONFLICT",
        "plan "
            + planId
            + " was changed since version "
            + version
            + " was read, or a step that the revision touches has begun; read it again and repeat"
            + " the revision");
  }

  /** What was approved is exactly the former steps. */
  private static void checkNoApproval(PlanId planId, PlanRuntime runtime, ExecutionRecord record) {
    if (runtime.approval() != null || record.options().gates().plan() != null) {
      throw toBeApproved(planId, "was begun with an approval of its steps as they are");
    }
  }

  private static ConflictException toBeApproved(PlanId planId, String why) {
    return new ConflictException(
        "APPROVAL_REQUIRED",
        "plan "
            + planId
            + ' '
            + why
            + "; cancel it, fork it keeping the results, change the fork and let that be approved");
  }

  private static Set<StepId> ids(List<PlanStep> steps) {
    Set<StepId> ids = new HashSet<>();
    steps.forEach(step -> ids.add(step.stepId()));
    return ids;
  }

  /** Steps that are there stay in their order, new ones follow; all else is as it was. */
  private Plan merged(Plan before, Plan revised) {
    Map<StepId, PlanStep> open = new HashMap<>();
    revised.steps().forEach(step -> open.put(step.stepId(), step));
    List<PlanStep> steps = new ArrayList<>(revised.steps().size());
    for (PlanStep was : before.steps()) {
      PlanStep is = open.remove(was.stepId());
      if (is != null) {
        steps.add(is.withStatus(was.status()));
      }
    }
    for (PlanStep step : revised.steps()) {
      if (open.containsKey(step.stepId())) {
        steps.add(step.withStatus(StepStatus.PENDING));
      }
    }
    return before.toBuilder()
        .steps(steps)
        .meta(before.meta().updated(caller.now(), caller.subject()))
        .build();
  }

  private List<Change> items(PlanId planId, PlanStore.Head head, PlanDiff diff, Work work) {
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

  /** The steps of the execution as they stand. */
  private final class Work {

    private final ExecutionId executionId;
    private final Map<StepId, StepRun> runs = new HashMap<>();
    private final Map<StepId, Integer> added = new HashMap<>();
    private int size;

    Work(ExecutionId executionId) {
      this.executionId = executionId;
      executions.eachStep(
          caller.tenant(),
          executionId,
          step -> {
            runs.put(new StepId(step.stepId()), step);
            size++;
          });
    }

    int size() {
      return size;
    }

    int index(PlanStep step) {
      return Objects.requireNonNull(runs.get(step.stepId())).index();
    }

    /** Refuses what can be told from how the steps stand. */
    void check(PlanId planId, PlanDiff diff) {
      List<String> faults = new ArrayList<>();
      diff.removed().forEach(step -> checkNotBegun(step, "removed", faults));
      for (PlanDiff.Change change : diff.changed()) {
        if (change.affectsWork()) {
          checkNotBegun(change.after(), "changed", faults);
          checkDependencies(change.after(), faults);
        }
      }
      for (PlanStep step : diff.added()) {
        if (runs.containsKey(step.stepId())) {
          faults.add("step " + step.stepId() + " was removed before and does not come back");
        }
        checkDependencies(step, faults);
      }
      if (!faults.isEmpty()) {
        throw new ConflictException(
            "NOT_REVISABLE",
            "plan " + planId + " cannot be revised like that: " + String.join("; ", faults));
      }
    }

    private void checkNotBegun(PlanStep step, String how, List<String> faults) {
      StepState state = Objects.requireNonNull(runs.get(step.stepId())).state();
      if (state != StepState.WAITING && state != StepState.HELD && state != StepState.CLAIMABLE) {
        faults.add(
            "step \""
                + step.description()
                + "\" ("
                + step.stepId()
                + ") has begun and cannot be "
                + how);
      }
    }

    private void checkDependencies(PlanStep step, List<String> faults) {
      for (StepId id : step.dependsOn()) {
        @Nullable StepRun run = runs.get(id);
        if (run != null && (run.state() == StepState.FAILED || run.state() == StepState.SKIPPED)) {
          faults.add(
              "step \"" + step.description() + "\" would wait for step " + id + ", which is over");
        }
      }
    }

    /** The steps that are changed or added. */
    List<PlanStep> put(PlanDiff diff) {
      List<PlanStep> put = new ArrayList<>();
      for (PlanDiff.Change change : diff.changed()) {
        if (change.affectsWork()) {
          put.add(change.after());
        }
      }
      put.addAll(diff.added());
      return put;
    }

    Change revision(ExecutionRecord record, PlanDiff diff, Map<StepId, LateGate> gates) {
      for (PlanStep step : diff.added()) {
        added.put(step.stepId(), size + added.size());
      }
      List<Change.NewStep> put = new ArrayList<>();
      put(diff).forEach(step -> put.add(step(record, step, gates.get(step.stepId()))));
      List<Integer> removed = diff.removed().stream().map(this::index).toList();
      return new Change.ReviseExecution(executionId.uuid(), size, put, removed);
    }

    private Change.NewStep step(ExecutionRecord record, PlanStep step, @Nullable LateGate gate) {
      String role = step.agentRole() == null ? "" : step.agentRole();
      Set<Integer> dependencies = new HashSet<>();
      step.dependsOn().forEach(id -> dependencies.add(indexOf(id)));
      StepPayload payload =
          new StepPayload(
              record.planId(),
              step.description(),
              step.agentRole(),
              indexOf(step.stepId()),
              dependencies.stream().sorted().toList(),
              gate != null,
              gate == null ? null : gate.toJson());
      return new Change.NewStep(
          payload.index(),
          step.stepId().uuid(),
          role,
          payload.dependencies(),
          StepState.WAITING,
          payload.bytes());
    }

    private int indexOf(StepId id) {
      StepRun run = runs.get(id);
      return run == null ? Objects.requireNonNull(added.get(id)) : run.index();
    }
  }
}
