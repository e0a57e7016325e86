package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Signal;
import java.util.UUID;

/** Moves executions from phase to phase. Under the lock, and only as was checked before. */
final class PhaseFlow {

  private final StepMoves moves;

  PhaseFlow(StepMoves moves) {
    this.moves = moves;
  }

  void control(Execution execution, Phase phase, SkipReason reason) {
    switch (phase) {
      case OPEN -> execution.phase = Phase.OPEN;
      case HELD -> {
        execution.phase = Phase.HELD;
        execution.lanes.values().forEach(this::holdAll);
        holdAll(execution.end.lane);
      }
      case STOPPING -> stop(execution, reason);
      case CLOSED -> close(execution, reason);
    }
    moves.goOn(execution);
    moves.signals.raise(Signal.WORK);
  }

  private void holdAll(Lane lane) {
    for (Step step = lane.steps.first(); step != null; step = lane.steps.first()) {
      moves.ready.remove(step);
      moves.hold(step);
    }
  }

  void stop(Execution execution, SkipReason reason) {
    execution.phase = Phase.STOPPING;
    execution.stopReason = reason;
    for (Step step : execution.steps) {
      if (step.state != StepState.RUNNING) {
        moves.skip(step, reason);
      }
    }
    moves.signals.raise(Signal.WORK);
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
      moves.leaveWorker(step);
    }
    moves.skip(step, reason);
  }

  void reopen(Execution execution, UUID runId) {
    execution.phase = Phase.OPEN;
    execution.runId = runId;
    again(execution.end);
    for (Step step : execution.steps) {
      if (step.state == StepState.FAILED || step.skipReason == SkipReason.UPSTREAM) {
        again(step);
        moves.holdWhenReady(step);
      }
    }
    moves.goOn(execution);
    moves.signals.raise(Signal.WORK);
  }

  private static void again(Step step) {
    step.moveTo(StepState.WAITING);
    step.skipReason = null;
    step.parked = false;
    step.failures = 0;
    step.lost = 0;
    step.finishedAt = Micros.NONE;
  }
}
