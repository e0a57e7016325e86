package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Signal;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves steps from state to state. Under the lock, and only with changes that were checked before.
 *
 * <p>A step that becomes ready is held first; then {@link #goOn} makes held steps claimable as far
 * as phase and slots allow. So a free slot always goes to the lowest index. A step that has its
 * slot already (it ran, or was delayed) becomes claimable in it.
 */
final class StepFlow {

  private final StorageClock clock;
  private final Signals signals;
  private final ReadyQueues ready = new ReadyQueues();
  private final Wakes wakes = new Wakes();

  StepFlow(StorageClock clock, Signals signals) {
    this.clock = clock;
    this.signals = signals;
  }

  ReadyQueues ready() {
    return ready;
  }

  void start(Execution execution) {
    for (Step step : execution.steps) {
      holdWhenReady(step);
    }
    goOn(execution);
  }

  /** A claimable step that was taken out of the queues becomes the worker's. */
  void claim(Step step, Worker worker) {
    step.moveTo(StepState.RUNNING);
    step.attempt++;
    step.runId = step.execution.runId;
    step.startedAt = clock.micros();
    step.finishedAt = Micros.NONE;
    step.worker = worker;
    worker.running.addLast(step);
  }

  void settle(Step step, Settlement settlement, byte @Nullable [] result) {
    Execution execution = step.execution;
    leaveWorker(step);
    if (result != null) {
      step.result = result;
    }
    if (settlement instanceof Settlement.Completed) {
      settled(step, StepState.COMPLETED, null);
      completed(step);
    } else if (settlement instanceof Settlement.Failed failed) {
      settled(step, StepState.FAILED, null);
      failed(step, failed.then());
    } else if (settlement instanceof Settlement.Cancelled) {
      settled(step, StepState.SKIPPED, SkipReason.CANCELLED);
    } else if (settlement instanceof Settlement.Release) {
      handBack(step);
    } else if (execution.phase == Phase.STOPPING) {
      // Checked before another change of the same set stopped the execution.
      settled(step, StepState.SKIPPED, execution.stopReason);
    } else if (settlement instanceof Settlement.Retry retry) {
      step.failures++;
      step.moveTo(StepState.DELAYED);
      wakes.set(step, clock.micros() + Micros.of(retry.delay()));
    } else if (settlement instanceof Settlement.Park park) {
      step.moveTo(StepState.PARKED);
      step.parked = true;
      if (park.wakeAfter() != null) {
        wakes.set(step, clock.micros() + Micros.of(park.wakeAfter()));
      }
    }
    goOn(execution);
  }

  private void completed(Step step) {
    if (!step.isEnd()) {
      Step[] steps = step.execution.steps;
      step.execution.dependents.forEach(
          step.index,
          to -> {
            steps[to].missing--;
            holdWhenReady(steps[to]);
          });
    }
  }

  private void failed(Step step, Settlement.OnFailure then) {
    switch (then) {
      case SKIP_DEPENDENTS -> skipDependents(step);
      case STOP -> {
        if (step.execution.phase != Phase.STOPPING) {
          stop(step.execution, SkipReason.UPSTREAM);
        }
      }
    }
  }

  /** The worker's lease has ended, or it has gone. */
  void lose(Step step) {
    leaveWorker(step);
    step.lost++;
    handBack(step);
    goOn(step.execution);
  }

  private static void leaveWorker(Step step) {
    requireNonNull(step.worker).running.remove(step);
    step.worker = null;
  }

  /** The step is ready again, in the slot that it has. */
  private void handBack(Step step) {
    switch (step.execution.phase) {
      case OPEN -> claimable(step);
      case HELD -> hold(step);
      case STOPPING -> {
        if (step.isEnd()) {
          hold(step);
        } else {
          settled(step, StepState.SKIPPED, step.execution.stopReason);
        }
      }
      case CLOSED -> throw new IllegalStateException("nothing runs in a closed execution");
    }
  }

  void continueParked(Step step) {
    if (step.state == StepState.PARKED) {
      wakes.cancel(step);
      hold(step);
      goOn(step.execution);
    }
  }

  /** Lets every step go on whose time has come: the delayed in their slots, then the others. */
  void wake() {
    Set<Execution> woken = Set.of();
    for (Step step = wakes.poll(clock.micros()); step != null; step = wakes.poll(clock.micros())) {
      if (step.state == StepState.DELAYED) {
        handBack(step);
      } else {
        hold(step);
      }
      if (woken.isEmpty()) {
        woken = new LinkedHashSet<>();
      }
      woken.add(step.execution);
    }
    woken.forEach(this::goOn);
  }

  void control(Execution execution, Phase phase, SkipReason reason) {
    switch (phase) {
      case OPEN -> execution.phase = Phase.OPEN;
      case HELD -> {
        execution.phase = Phase.HELD;
        execution.lanes.forEach(this::holdAll);
        holdAll(execution.end.lane);
      }
      case STOPPING -> stop(execution, reason);
      case CLOSED -> close(execution, reason);
    }
    goOn(execution);
    signals.raise(Signal.WORK);
  }

  private void holdAll(Lane lane) {
    for (Step step = lane.steps.first(); step != null; step = lane.steps.first()) {
      ready.remove(step);
      hold(step);
    }
  }

  private void stop(Execution execution, SkipReason reason) {
    execution.phase = Phase.STOPPING;
    execution.stopReason = reason;
    for (Step step : execution.steps) {
      if (step.state != StepState.RUNNING) {
        skip(step, reason);
      }
    }
    signals.raise(Signal.WORK);
  }

  private void close(Execution execution, SkipReason reason) {
    execution.phase = Phase.CLOSED;
    for (Step step : execution.steps) {
      fenceOff(step, reason);
    }
    fenceOff(execution.end, reason);
  }

  private void fenceOff(Step step, SkipReason reason) {
    if (step.state == StepState.RUNNING) {
      requireNonNull(step.worker).fenceOff(step.execution);
      leaveWorker(step);
    }
    skip(step, reason);
  }

  void reopen(Execution execution, UUID runId) {
    execution.phase = Phase.OPEN;
    execution.runId = runId;
    again(execution.end);
    for (Step step : execution.steps) {
      if (step.state == StepState.FAILED || step.skipReason == SkipReason.UPSTREAM) {
        again(step);
        holdWhenReady(step);
      }
    }
    goOn(execution);
    signals.raise(Signal.WORK);
  }

  private static void again(Step step) {
    step.moveTo(StepState.WAITING);
    step.skipReason = null;
    step.parked = false;
    step.failures = 0;
    step.lost = 0;
    step.finishedAt = Micros.NONE;
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
            if (skip(dependent, SkipReason.UPSTREAM)) {
              open.add(dependent);
            }
          });
    }
  }

  /** Skips a step, unless it has settled. */
  private boolean skip(Step step, SkipReason reason) {
    switch (step.state) {
      case CLAIMABLE -> ready.remove(step);
      case DELAYED, PARKED -> wakes.cancel(step);
      case HELD -> step.execution.unhold(step);
      case WAITING, RUNNING -> {}
      case COMPLETED, FAILED, SKIPPED -> {
        return false;
      }
    }
    settled(step, StepState.SKIPPED, reason);
    return true;
  }

  private void settled(Step step, StepState state, @Nullable SkipReason reason) {
    step.moveTo(state);
    step.runId = step.execution.runId;
    step.skipReason = reason;
    step.finishedAt = clock.micros();
  }

  private static void holdWhenReady(Step step) {
    if (step.state == StepState.WAITING && step.missing == 0) {
      hold(step);
    }
  }

  private static void hold(Step step) {
    step.moveTo(StepState.HELD);
    step.execution.hold(step);
  }

  /** Gives free slots to held steps, and lets the end begin once every step has settled. */
  private void goOn(Execution execution) {
    if (execution.phase == Phase.OPEN) {
      while (execution.hasFreeSlot()) {
        Step step = execution.firstHeld();
        if (step == null) {
          break;
        }
        claimable(step);
      }
    }
    Step end = execution.end;
    if (end.state == StepState.WAITING && execution.isSettled()) {
      hold(end);
    }
    if (end.state == StepState.HELD
        && (execution.phase == Phase.OPEN || execution.phase == Phase.STOPPING)) {
      claimable(end);
    }
  }

  private void claimable(Step step) {
    step.execution.unhold(step);
    step.moveTo(StepState.CLAIMABLE);
    step.readySince = clock.micros();
    ready.add(step);
    signals.raise(Signal.WORK);
  }
}
