package dev.mplp.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.CompensationStatus;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.StepCompensation;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.LogRecord;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of the steps that were to be undone. */
final class Undone {

  private final World world;
  private final Scenario scenario;
  private final ExecutionResult result;

  Undone(World world, Scenario scenario, ExecutionResult result) {
    this.world = world;
    this.scenario = scenario;
    this.result = result;
  }

  void check(Mplp mplp, List<LogRecord> log) {
    Map<StepId, Integer> undone = count(log);
    Compensation compensation = result.execution().compensation();
    if (compensation == null) {
      assertThat(undone).isEmpty();
      assertThat(mayStay()).as("nothing is undone of %s", result).isTrue();
      return;
    }
    ExecutionState state = result.execution().state();
    assertThat(compensation.state()).isEqualTo(state);
    assertThat(state).isIn(ExecutionState.COMPENSATED, ExecutionState.COMPENSATION_ABANDONED);
    int steps = 0;
    for (StepOutcome step : result.steps()) {
      StepCompensation undoing = step.compensation();
      if (undoing != null) {
        steps++;
        check(step, undoing, undone.getOrDefault(step.stepId(), 0));
      } else if (step.status() == StepStatus.COMPLETED && scenario.allUndo()) {
        assertThat(step.attempts()).as("attempts at %s, which stays", step).isZero();
      }
      if (state == ExecutionState.COMPENSATED && undoing != null) {
        assertThat(undoing.status()).isEqualTo(CompensationStatus.COMPENSATED);
      }
    }
    assertThat(steps).isEqualTo(compensation.steps());
    for (TraceId trace : compensation.traces()) {
      check(mplp.traces().get(trace), trace.equals(compensation.traceId()) ? state : null);
    }
  }

  private void check(StepOutcome step, StepCompensation undoing, int times) {
    assertThat(step.status()).isEqualTo(StepStatus.COMPLETED);
    boolean done = undoing.status() == CompensationStatus.COMPENSATED;
    assertThat(times).as("how often %s was undone", step).isEqualTo(done ? 1 : 0);
    if (done) {
      Integer effect = world.undone(result.execution().executionId(), step.stepId());
      assertThat(effect).as("the undoing of %s", step).isNotNull();
      assertThat(undoing.output()).isEqualTo(JsonObject.of("undone", effect));
    }
  }

  /** Whether the execution may be left as it is: unless it is asked for, or nothing was done. */
  private boolean mayStay() {
    boolean asked =
        switch (result.execution().state()) {
          case FAILED -> scenario.options().onFailure() == FailurePolicy.COMPENSATE;
          case CANCELLED -> scenario.options().compensation().onCancel();
          default -> false;
        };
    return !asked
        || !scenario.allUndo()
        || result.steps().stream()
            .noneMatch(step -> step.status() == StepStatus.COMPLETED && step.attempts() > 0);
  }

  private static Map<StepId, Integer> count(List<LogRecord> log) {
    Map<StepId, Integer> undone = new HashMap<>();
    for (LogRecord record : log) {
      String type = record.entry().type();
      if (!RecordTypes.ofStep(type).equals(type)
          && RecordTypes.ofStep(type).equals(RecordTypes.STEP_COMPLETED)) {
        undone.merge(new StepId(record.entry().stepId()), 1, Integer::sum);
      }
    }
    return undone;
  }

  /** A pass that was not the last one failed. */
  private static void check(Trace trace, ExecutionState state) {
    if (state == ExecutionState.COMPENSATED) {
      assertThat(trace.status()).isEqualTo(TraceStatus.COMPLETED);
    } else if (state == null) {
      assertThat(trace.status()).isEqualTo(TraceStatus.FAILED);
    } else {
      assertThat(trace.status()).isIn(TraceStatus.FAILED, TraceStatus.CANCELLED);
    }
    for (TraceSegment segment : trace.segments()) {
      assertThat(segment.status()).isNotIn(SegmentStatus.PENDING, SegmentStatus.RUNNING);
    }
  }
}
