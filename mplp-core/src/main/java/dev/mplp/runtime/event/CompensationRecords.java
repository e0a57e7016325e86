package dev.mplp.runtime.event;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What records of the undoing of an execution hold. The run is that of a pass over its steps. */
public final class CompensationRecords {

  private CompensationRecords() {}

  /**
   * The record of an attempt to undo a step, which holds the same as that of an attempt to do it.
   *
   * @param entry of a type {@code step.*}
   */
  public static LogEntry of(LogEntry entry) {
    return new LogEntry(
        RecordTypes.ofCompensation(entry.type()),
        entry.contextId(),
        entry.executionId(),
        entry.runId(),
        entry.stepId(),
        entry.attempt(),
        entry.body());
  }

  /**
   * What was completed is to be undone.
   *
   * @param cause what the execution came to before
   * @param steps how many steps are to be undone
   * @param compensated the run that is undone
   */
  public static LogEntry begun(RunRef run, ExecutionState cause, int steps, RunId compensated) {
    return Entries.ofRun(
        RecordTypes.EXECUTION_COMPENSATING,
        run,
        body(run)
            .put("cause", cause.wire())
            .put("steps", steps)
            .put("compensated_run", compensated.value()));
  }

  /**
   * Somebody has a compensation that failed tried again.
   *
   * @param former the pass that failed
   */
  public static LogEntry retried(RunRef run, RunId former, String by, @Nullable String reason) {
    return Entries.ofRun(
        RecordTypes.EXECUTION_COMPENSATION_RETRIED,
        run,
        body(run)
            .put("resumed_from", former.value())
            .put("by", Bodies.clean(by))
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason)));
  }

  /**
   * A pass is over.
   *
   * @param failedStep the step that could not be undone; null when all are
   */
  public static LogEntry ended(
      RunRef run, int steps, @Nullable StepId failedStep, @Nullable StepError error) {
    JsonObject.Builder body = body(run);
    if (failedStep == null) {
      body.put("state", ExecutionState.COMPENSATED.wire()).put("steps", steps);
      return Entries.ofRun(RecordTypes.EXECUTION_COMPENSATED, run, body);
    }
    body.put("state", ExecutionState.COMPENSATION_FAILED.wire())
        .put("failed_step", failedStep.value())
        .putIfPresent("error", error == null ? null : Entries.error(error));
    return Entries.ofRun(RecordTypes.EXECUTION_COMPENSATION_FAILED, run, body);
  }

  /** Somebody gave it up. */
  public static LogEntry abandoned(RunRef run, String by, String reason) {
    return Entries.ofRun(
        RecordTypes.EXECUTION_COMPENSATION_ABANDONED,
        run,
        body(run)
            .put("state", ExecutionState.COMPENSATION_ABANDONED.wire())
            .put("by", Bodies.clean(by))
            .put("reason", Bodies.clean(reason)));
  }

  private static JsonObject.Builder body(RunRef run) {
    return Bodies.builder().put("plan_id", run.planId().value());
  }
}
