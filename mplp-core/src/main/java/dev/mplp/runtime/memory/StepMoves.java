package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The single moves of a step, each of which takes it out of where it waits and puts it where it
 * belongs.
 *
 * <p>A step that becomes ready is held first; then {@link #goOn} makes held steps claimable as far
 * as phase and slots allow. So a free slot always goes to the lowest index.
 */
final class StepMoves {

  final StorageClock clock;
  final Signals signals;
  final ReadyQueues ready = new ReadyQueues();
  final Wakes wakes = new Wakes();
  final StepLimits limits;

  StepMoves(StorageClock clock, Signals signals) {
    this.clock = clock;
    this.signals = signals;
    this.limits = new StepLimits(clock);
  }

  void leaveWorker(Step step) {
    requireNonNull(step.worker).running.remove(step);
    step.worker = null;
  }

  /** Skips a step, unless it has settled. */
  boolean skip(Step step, SkipReason reason) {
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

  /** A step that has not begun waits, in no queue. */
  void takeBack(Step step) {
    if (step.state == StepState.CLAIMABLE) {
      ready.remove(step);
    } else if (step.state == StepState.HELD) {
      step.execution.unhold(step);
    }
    step.moveTo(StepState.WAITING);
  }

  void settled(Step step, StepState state, @Nullable SkipReason reason) {
    step.moveTo(state);
    step.runId = step.execution.runId;
    step.skipReason = reason;
    step.finishedAt = clock.micros();
  }

  void holdWhenReady(Step step) {
    if (step.state == StepState.WAITING && step.missing == 0) {
      hold(step);
    }
  }

  void hold(Step step) {
    step.moveTo(StepState.HELD);
    step.execution.hold(step);
  }

  /** Gives free slots to held steps, and lets the end begin once every step has settled. */
  void goOn(Execution execution) {
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

  void claimable(Step step) {
    step.execution.unhold(step);
    step.moveTo(StepState.CLAIMABLE);
    step.readySince = clock.micros();
    ready.add(step);
    signals.raise(Signal.WORK);
  }
}
