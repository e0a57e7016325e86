package dev.mplp.runtime.memory;

import dev.mplp.spi.Change;
import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work.WorkExecution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work of one execution; {@link StepFlow} moves it. */
final class Execution {

  final String tenant;
  final UUID id;
  final String contextId;
  final UUID firstRunId;
  final @Nullable UUID compensates;
  final int parallelism;
  final long order;
  final Step end;
  final Dependents dependents;
  final Map<String, Lane> lanes = new HashMap<>();

  /** By index, removed ones included. */
  Step[] steps;

  UUID runId;
  Phase phase;

  /** Why steps are skipped while the phase is STOPPING. */
  SkipReason stopReason = SkipReason.UPSTREAM;

  /** Steps that have not settled, the end apart. */
  private int unsettled;

  /** Steps that are CLAIMABLE, RUNNING or DELAYED: the slots that are in use. */
  private int slots;

  /** The indexes of HELD steps, once there was one. */
  private @Nullable IndexSet held;

  /**
   * Creates the work with nothing ready yet.
   *
   * @param order unique, ascending by creation
   */
  Execution(String tenant, Change.StartExecution start, long order) {
    this.tenant = tenant;
    this.order = order;
    id = start.executionId();
    contextId = start.contextId();
    firstRunId = start.runId();
    compensates = start.compensates();
    parallelism = start.parallelism() == 0 ? Integer.MAX_VALUE : start.parallelism();
    runId = start.runId();
    phase = start.phase();
    dependents = new Dependents(start.steps());
    steps = new Step[start.steps().size()];
    for (Change.NewStep step : start.steps()) {
      steps[step.index()] = new Step(this, lane(step.role()), step);
    }
    end = new Step(this, new Lane(this, "", true));
    for (Change.NewStep step : start.steps()) {
      int missing = 0;
      for (int from : step.dependencies()) {
        missing += start.steps().get(from).state() == StepState.COMPLETED ? 0 : 1;
      }
      steps[step.index()].missing = missing;
      count(step.state(), 1);
    }
  }

  private Lane lane(String role) {
    return lanes.computeIfAbsent(role, name -> new Lane(this, name, false));
  }

  /** Adds and replaces steps, which are WAITING and in no queue then; the caller sees to more. */
  List<Step> put(int size, List<Change.NewStep> put) {
    List<Step> changed = new ArrayList<>(put.size());
    int more = (int) put.stream().filter(step -> step.index() >= size).count();
    int before = steps.length;
    steps = Arrays.copyOf(steps, size + more);
    if (held != null) {
      held.reach(steps.length);
    }
    for (Change.NewStep step : put) {
      if (step.index() >= before) {
        steps[step.index()] = new Step(this, lane(step.role()), step);
        count(StepState.WAITING, 1);
      } else {
        steps[step.index()].lane = lane(step.role());
        steps[step.index()].payload = step.payload();
      }
      changed.add(steps[step.index()]);
    }
    for (Change.NewStep step : put) {
      dependents.replace(steps.length, step.index(), step.dependencies());
      int missing = 0;
      for (int from : new HashSet<>(step.dependencies())) {
        missing += steps[from].state == StepState.COMPLETED ? 0 : 1;
      }
      steps[step.index()].missing = missing;
    }
    return changed;
  }

  /** The step of this index or the end; null when there is none. */
  @Nullable Step step(int index) {
    if (index < 0) {
      return index == end.index ? end : null;
    }
    return index < steps.length ? steps[index] : null;
  }

  /** Counts {@code by} steps more in this state. */
  void count(StepState state, int by) {
    switch (state) {
      case CLAIMABLE, RUNNING, DELAYED -> {
        slots += by;
        unsettled += by;
      }
      case WAITING, HELD, PARKED -> unsettled += by;
      case COMPLETED, FAILED, SKIPPED -> {}
    }
  }

  boolean isSettled() {
    return unsettled == 0;
  }

  boolean hasFreeSlot() {
    return slots < parallelism;
  }

  void hold(Step step) {
    if (!step.isEnd()) {
      IndexSet set = held;
      if (set == null) {
        set = new IndexSet(steps.length);
        held = set;
      }
      set.add(step.index);
    }
  }

  void unhold(Step step) {
    if (held != null && !step.isEnd()) {
      held.remove(step.index);
    }
  }

  /** The held step with the lowest index, null when none is held. */
  @Nullable Step firstHeld() {
    int index = held == null ? -1 : held.lowest();
    return index < 0 ? null : steps[index];
  }

  WorkExecution toWorkExecution() {
    return new WorkExecution(
        tenant, id, runId, phase, parallelism == Integer.MAX_VALUE ? 0 : parallelism);
  }
}
