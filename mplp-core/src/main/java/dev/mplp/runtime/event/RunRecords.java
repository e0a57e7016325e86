package dev.mplp.runtime.event;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.PlanStatus;
import dev.mplp.spi.LogEntry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a record about a run of a Plan, or about its execution, holds. */
public final class RunRecords {

  private RunRecords() {}

  /**
   * A run began: the plan is in progress.
   *
   * @param from the status that the plan had
   * @param steps how many steps the plan has
   * @param resumedFrom the run that this one takes up; null for the first
   * @param subject on whose behalf
   */
  public static LogEntry runStarted(
      RunRef run, PlanStatus from, int steps, @Nullable UUID resumedFrom, String subject) {
    JsonObject.Builder body =
        Entries.planBody(run.planId(), from, PlanStatus.IN_PROGRESS)
            .put("steps", steps)
            .putIfPresent("resumed_from", resumedFrom == null ? null : resumedFrom.toString())
            .put("subject", Bodies.clean(subject));
    return Entries.of(RecordTypes.RUN_STARTED, run, null, 0, body);
  }

  /**
   * A run ended, also one that was refused at the gate of its plan and never started.
   *
   * @param from the status that the plan had
   * @param to the status that it has now
   * @param state how the execution ended
   * @param error why it failed; null when it has not
   */
  public static LogEntry runEnded(
      RunRef run, PlanStatus from, PlanStatus to, ExecutionState state, @Nullable StepError error) {
    JsonObject.Builder body =
        Entries.planBody(run.planId(), from, to)
            .put("state", state.wire())
            .putIfPresent("error", error == null ? null : Entries.error(error));
    return Entries.of(RecordTypes.RUN_ENDED, run, null, 0, body);
  }

  /** Somebody holds the execution. */
  public static LogEntry executionPaused(RunRef run, String by) {
    return Entries.of(
        RecordTypes.EXECUTION_PAUSED,
        run,
        null,
        0,
        Entries.planBody(run.planId()).put("by", Bodies.clean(by)));
  }

  /** Somebody lets the execution go on. */
  public static LogEntry executionUnpaused(RunRef run, String by) {
    return Entries.of(
        RecordTypes.EXECUTION_UNPAUSED,
        run,
        null,
        0,
        Entries.planBody(run.planId()).put("by", Bodies.clean(by)));
  }

  /**
   * The execution comes to a premature end.
   *
   * @param kind why, for programs, such as {@code cancelled} or {@code deadline}
   * @param reason why, for people; null for none
   */
  public static LogEntry executionStopping(RunRef run, String kind, @Nullable String reason) {
    JsonObject.Builder body =
        Entries.planBody(run.planId())
            .put("kind", Bodies.clean(kind))
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return Entries.of(RecordTypes.EXECUTION_STOPPING, run, null, 0, body);
  }
}
