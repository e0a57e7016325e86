package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.agent.Growth;
import dev.mplp.agent.StepError;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.spi.LogEntry;
import dev.mplp.trace.TraceSegment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a record about an attempt of a step holds. */
public final class StepRecords {

  private StepRecords() {}

  /** An attempt did the step. */
  public static LogEntry stepCompleted(
      RunRef run, StepId stepId, int index, int attempt, JsonObject output) {
    String body =
        "{\"v\":"
            + Bodies.VERSION
            + ",\"plan_id\":\""
            + run.planId()
            + "\",\"index\":"
            + index
            + ",\"output\":"
            + output
            + '}';
    return Entries.of(RecordTypes.STEP_COMPLETED, run, stepId, attempt, body.getBytes(UTF_8));
  }

  /**
   * An attempt did the step and added others to the plan: with the former content of the plan
   * enough to rebuild it.
   *
   * @param head the plan without its steps, as it is then
   */
  public static LogEntry planGrown(
      RunRef run, StepId stepId, int attempt, Growth growth, JsonObject head) {
    JsonObject.Builder body = ObjectBodies.growth(Entries.planBody(run.planId()), growth);
    return Entries.of(
        RecordTypes.PLAN_GROWN, run, stepId, attempt, body.put(ObjectBodies.SET, head));
  }

  /** An attempt failed and the step with it. */
  public static LogEntry stepFailed(
      RunRef run, StepId stepId, int index, int attempt, StepError error) {
    JsonObject.Builder body = Entries.stepBody(run, index).put("error", Entries.error(error));
    return Entries.of(RecordTypes.STEP_FAILED, run, stepId, attempt, body);
  }

  /** An attempt failed and another one follows after {@code delay}. */
  public static LogEntry stepRetried(
      RunRef run, StepId stepId, int index, int attempt, StepError error, Duration delay) {
    JsonObject.Builder body =
        Entries.stepBody(run, index)
            .put("error", Entries.error(error))
            .put("delay_ms", delay.toMillis());
    return Entries.of(RecordTypes.STEP_RETRIED, run, stepId, attempt, body);
  }

  /**
   * An attempt waits without a worker.
   *
   * @param confirmId the approval that it waits for; null for none
   * @param delay after which it goes on by itself; null when it does not
   */
  public static LogEntry stepParked(
      RunRef run,
      StepId stepId,
      int index,
      int attempt,
      @Nullable ConfirmId confirmId,
      @Nullable Duration delay) {
    JsonObject.Builder body =
        Entries.stepBody(run, index)
            .putIfPresent("confirm_id", confirmId == null ? null : confirmId.value())
            .putIfPresent("delay_ms", delay == null ? null : delay.toMillis());
    return Entries.of(RecordTypes.STEP_PARKED, run, stepId, attempt, body);
  }

  /**
   * An agent in another process said how far it is.
   *
   * @param fraction from 0 to 1; null when it did not say
   * @param message for people; null for none
   */
  public static LogEntry stepProgressed(
      RunRef run,
      StepId stepId,
      int index,
      int attempt,
      @Nullable Double fraction,
      @Nullable String message) {
    JsonObject.Builder body =
        Entries.stepBody(run, index)
            .putIfPresent("fraction", fraction)
            .putIfPresent("message", message);
    return Entries.of(RecordTypes.STEP_PROGRESSED, run, stepId, attempt, body);
  }

  /** An attempt was cancelled, running or parked, and the step with it. */
  public static LogEntry stepCancelled(
      RunRef run, StepId stepId, int index, int attempt, String reason) {
    JsonObject.Builder body = Entries.stepBody(run, index).put("reason", Bodies.clean(reason));
    return Entries.of(RecordTypes.STEP_CANCELLED, run, stepId, attempt, body);
  }

  /** An attempt was handed back undone. */
  public static LogEntry stepReleased(RunRef run, StepId stepId, int index, int attempt) {
    return Entries.of(
        RecordTypes.STEP_RELEASED, run, stepId, attempt, Entries.stepBody(run, index));
  }

  /**
   * A piece of a handler's work is over.
   *
   * @param segment without a parent when it lies below the attempt itself
   */
  public static LogEntry segmentEnded(
      RunRef run, StepId stepId, int index, int attempt, TraceSegment segment) {
    return Entries.of(
        RecordTypes.SEGMENT_ENDED,
        run,
        stepId,
        attempt,
        Entries.stepBody(run, index).put("segment", Bodies.segment(segment)));
  }
}
