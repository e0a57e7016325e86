package dev.mplp.runtime.memory;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step of an execution, or its end. While it is CLAIMABLE it is linked into its lane, while it is
 * RUNNING into the steps of its worker.
 */
final class Step extends Linked<Step> {

  final Execution execution;
  final int index;
  final UUID stepId;

  /** Another one when the step is revised. */
  Lane lane;

  byte[] payload;

  StepState state;
  @Nullable UUID runId;
  int attempt;
  int failures;
  int lost;

  /** Dependencies that have not completed, a repeated one as often as it is. */
  int missing;

  /** Whether the last attempt parked the step. */
  boolean parked;

  @Nullable SkipReason skipReason;
  long startedAt = Micros.NONE;
  long finishedAt = Micros.NONE;
  long wakeAt = Micros.NONE;
  long readySince = Micros.NONE;
  byte @Nullable [] result;
  @Nullable Worker worker;

  /** A step of the plan. */
  Step(Execution execution, Lane lane, Change.NewStep step) {
    this.execution = execution;
    this.lane = lane;
    index = step.index();
    stepId = step.stepId();
    payload = step.payload();
    state = step.state();
    result = step.result();
  }

  /** The end of an execution. */
  Step(Execution execution, Lane lane) {
    this.execution = execution;
    this.lane = lane;
    index = Claim.END;
    stepId = execution.id;
    payload = new byte[0];
    state = StepState.WAITING;
  }

  boolean isEnd() {
    return index == Claim.END;
  }

  /** Changes the state and the counts of the execution with it. */
  void moveTo(StepState to) {
    if (!isEnd()) {
      execution.count(state, -1);
      execution.count(to, 1);
    }
    state = to;
  }

  Claim toClaim() {
    return new Claim(
        execution.tenant,
        execution.id,
        execution.runId,
        execution.contextId,
        index,
        stepId,
        lane.role,
        attempt,
        failures,
        lost,
        parked,
        Micros.toInstant(startedAt),
        payload,
        execution.compensates);
  }

  StepRun toStepRun() {
    return new StepRun(
        index,
        stepId,
        lane.role,
        state,
        runId == null ? execution.firstRunId : runId,
        attempt,
        failures,
        lost,
        skipReason,
        Micros.toInstantOrNull(startedAt),
        Micros.toInstantOrNull(finishedAt),
        Micros.toInstantOrNull(wakeAt),
        result,
        payload);
  }
}
