package dev.mplp.runtime.memory;

import dev.mplp.spi.Change;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Signal;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves steps from state to state. Under the lock, and only with changes that were checked before.
 */
final class StepFlow {

  private final StepMoves moves;
  private final PhaseFlow phases;

  StepFlow(StepMoves moves, PhaseFlow phases) {
    this.moves = moves;
    this.phases = phases;
  }

  void start(Execution execution) {
    for (Step step : execution.steps) {
      moves.holdWhenReady(step);
    }
    moves.goOn(execution);
  }

  /** Adds, replaces and removes steps, as was checked. */
  void revise(Execution execution, Change.ReviseExecution revision) {
    for (int index : revision.removed()) {
      moves.skip(execution.steps[index], SkipReason.REVISED);
    }
    for (Change.NewStep step : revision.put()) {
      if (step.index() < revision.size()) {
        moves.takeBack(execution.steps[step.index()]);
      }
    }
    execution.put(revision.size(), revision.put()).forEach(moves::holdWhenReady);
    for (Change.NewStep step : revision.put()) {
      for (int from : step.dependencies()) {
        if (isGivenUp(execution.steps[from])) {
          skipDependents(execution.steps[from]);
        }
      }
    }
    moves.goOn(execution);
    moves.signals.raise(Signal.WORK);
  }

  private static boolean isGivenUp(Step step) {
    return step.state == StepState.FAILED || step.state == StepState.SKIPPED;
  }

  /** Limits the steps of a tenant, or lets them go. */
  void limit(String tenant, Change.LimitSteps limit) {
    moves.limits.set(tenant, limit);
    moves.signals.raise(Signal.WORK);
  }

  /** A claimable step that was taken out of the queues becomes the worker's. */
  void claim(Step step, Worker worker) {
    step.moveTo(StepState.RUNNING);
    step.attempt++;
    step.runId = step.execution.runId;
    step.startedAt = moves.clock.micros();
    step.finishedAt = Micros.NONE;
    step.worker = worker;
    worker.running.addLast(step);
  }

  void settle(Step step, Settlement settlement, byte @Nullable [] result) {
    Execution execution = step.execution;
    moves.leaveWorker(step);
    if (result != null) {
      step.result = result;
    }
    if (settlement instanceof Settlement.Completed) {
      moves.settled(step, StepState.COMPLETED, null);
      completed(step);
    } else if (settlement instanceof Settlement.Failed failed) {
      moves.settled(step, StepState.FAILED, null);
      failed(step, failed.then());
    } else if (settlement instanceof Settlement.Release) {
      handBack(step);
    } else if (execution.phase == Phase.STOPPING) {
      // Checked before another change of the same set stopped the execution.
      moves.settled(step, StepState.SKIPPED, execution.stopReason);
    } else if (settlement instanceof Settlement.Retry retry) {
      step.failures++;
      step.moveTo(StepState.DELAYED);
      moves.wakes.set(step, moves.clock.micros() + Micros.of(retry.delay()));
    } else if (settlement instanceof Settlement.Park park) {
      step.moveTo(StepState.PARKED);
      step.parked = true;
      if (park.wakeAfter() != null) {
        moves.wakes.set(step, moves.clock.micros() + Micros.of(park.wakeAfter()));
      }
    }
    moves.goOn(execution);
  }

  private void completed(Step step) {
    if (!step.isEnd()) {
      Step[] steps = step.execution.steps;
      step.execution.dependents.forEach(
          step.index,
          to -> {
            steps[to].missing--;
            moves.holdWhenReady(steps[to]);
          });
    }
  }

  private void failed(Step step, Settlement.OnFailure then) {
    switch (then) {
      case SKIP_DEPENDENTS -> skipDependents(step);
      case STOP -> {
        if (step.execution.phase != Phase.STOPPING) {
          phases.stop(step.execution, SkipReason.UPSTREAM);
        }
      }
    }
  }

  /** The worker's lease has ended, or it has gone. */
  void lose(Step step) {
    moves.leaveWorker(step);
    step.lost++;
    handBack(step);
    moves.goOn(step.execution);
  }

  /** The step is ready again. */
  private void handBack(Step step) {
    if (step.execution.phase == Phase.STOPPING && !step.isEnd()) {
      moves.settled(step, StepState.SKIPPED, step.execution.stopReason);
    } else {
      moves.hold(step);
    }
  }

  void continueParked(Step step) {
    if (step.state == StepState.PARKED) {
      moves.wakes.cancel(step);
      moves.hold(step);
      moves.goOn(step.execution);
    }
  }

  /** Lets every step go on whose time has come. */
  void wake() {
    Set<Execution> woken = Set.of();
    for (Step step = moves.wakes.poll(moves.clock.micros());
        step != null;
        step = moves.wakes.poll(moves.clock.micros())) {
      moves.hold(step);
      if (woken.isEmpty()) {
        woken = new LinkedHashSet<>();
      }
      woken.add(step.execution);
    }
    woken.forEach(moves::goOn);
  }

  private void skipDependents(Step failed) {
    Execution execution = failed.execution;
    ArrayDeque<Step> open = new ArrayDeque<>();
    open.add(failed);
    while (!open.isEmpty()) {
      execution.dependents.forEach(
          open.remove().index,
          to -> {
            Step dependent = execution.steps[to];
            if (moves.skip(dependent, SkipReason.UPSTREAM)) {
              open.add(dependent);
            }
          });
    }
  }
}
