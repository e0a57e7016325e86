package dev.mplp.runtime.event;

import static dev.mplp.runtime.event.RecordSamples.REF;
import static dev.mplp.runtime.event.RecordSamples.STEP;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RunId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.spi.LogEntry;
import java.time.Duration;
import java.util.List;

/** Records of the undoing of an execution. */
final class CompensationSamples {

  private static final StepError ERROR = StepError.transientError("HTTP_503", "the hotel is busy");

  private CompensationSamples() {}

  static List<LogEntry> all() {
    RunId former = new RunId(RecordSamples.uuid(8));
    byte[] payload =
        new StepPayload(RecordSamples.PLAN, "Book a hotel", "booker", 1, List.of(0), false)
            .bytesForUndoing(RecordSamples.EXECUTION);
    return List.of(
        CompensationRecords.begun(REF, ExecutionState.FAILED, 2, former),
        CompensationRecords.begun(REF, ExecutionState.CANCELLED, 1, former),
        byStorage(LogEntry.COMPENSATION_STARTED, payload),
        byStorage(LogEntry.COMPENSATION_CONTINUED, payload),
        byStorage(LogEntry.COMPENSATION_LOST, payload),
        attempt(StepRecords.stepCompleted(REF, STEP, 1, 1, JsonObject.of("refund", 4711))),
        attempt(StepRecords.stepFailed(REF, STEP, 1, 1, ERROR)),
        attempt(StepRecords.stepRetried(REF, STEP, 1, 1, ERROR, Duration.ofSeconds(1))),
        attempt(StepRecords.stepParked(REF, STEP, 1, 1, null, Duration.ofSeconds(1))),
        attempt(StepRecords.stepCancelled(REF, STEP, 1, 1, "cancelled")),
        attempt(StepRecords.stepReleased(REF, STEP, 1, 1)),
        CompensationRecords.ended(REF, 2, STEP, ERROR),
        CompensationRecords.retried(REF, former, "alice", "they opened"),
        CompensationRecords.retried(REF, former, "alice", null),
        CompensationRecords.ended(REF, 2, null, null),
        CompensationRecords.abandoned(REF, "alice", "seen to by telephone"));
  }

  private static LogEntry attempt(LogEntry ofStep) {
    return CompensationRecords.of(ofStep);
  }

  private static LogEntry byStorage(String type, byte[] payload) {
    return new LogEntry(
        type,
        RecordSamples.CONTEXT.value(),
        RecordSamples.uuid(40),
        RecordSamples.RUN,
        STEP.uuid(),
        1,
        payload);
  }
}
