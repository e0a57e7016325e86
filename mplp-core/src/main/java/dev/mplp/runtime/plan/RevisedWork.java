package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.confirm.LateGate;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.spi.Change;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an execution as they stand, and what becomes of them by a revision of the plan.
 *
 * <p>The index of a step's item is its index in the work, also after a revision: removed steps keep
 * theirs.
 */
final class RevisedWork {

  private final ExecutionRecord record;
  private final Map<StepId, StepRun> runs = new HashMap<>();
  private final Map<StepId, Integer> added = new HashMap<>();
  private int size;

  /** Reads the steps of an execution. */
  RevisedWork(Storage storage, String tenant, ExecutionRecord record) {
    this.record = record;
    new Executions(storage)
        .eachStep(
            tenant,
            record.executionId(),
            step -> {
              runs.put(new StepId(step.stepId()), step);
              size++;
            });
  }

  /** How many steps there are, removed ones included. */
  int size() {
    return size;
  }

  int index(PlanStep step) {
    return Objects.requireNonNull(runs.get(step.stepId())).index();
  }

  /**
   * Refuses what can be told from how the steps stand.
   *
   * @throws ConflictException code {@code NOT_REVISABLE}
   */
  void check(PlanId planId, PlanDiff diff) {
    List<String> faults = faults(diff);
    if (!faults.isEmpty()) {
      throw new ConflictException(
          "NOT_REVISABLE",
          "plan " + planId + " cannot be revised like that: " + String.join("; ", faults));
    }
  }

  /** What speaks against a revision; empty when nothing does. */
  List<String> faults(PlanDiff diff) {
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
    return faults;
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

  /** The steps whose work is changed, as they are to be. */
  static List<PlanStep> changed(PlanDiff diff) {
    List<PlanStep> changed = new ArrayList<>();
    for (PlanDiff.Change change : diff.changed()) {
      if (change.affectsWork()) {
        changed.add(change.after());
      }
    }
    return changed;
  }

  /**
   * The change of the work.
   *
   * @param gates before the steps that are put
   */
  Change revision(PlanDiff diff, Map<StepId, LateGate> gates) {
    for (PlanStep step : diff.added()) {
      added.put(step.stepId(), size + added.size());
    }
    List<Change.NewStep> put = new ArrayList<>();
    changed(diff).forEach(step -> put.add(step(step, gates.get(step.stepId()))));
    diff.added().forEach(step -> put.add(step(step, gates.get(step.stepId()))));
    List<Integer> removed = diff.removed().stream().map(this::index).toList();
    return new Change.ReviseExecution(record.executionId().uuid(), size, put, removed);
  }

  private Change.NewStep step(PlanStep step, @Nullable LateGate gate) {
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
