package dev.mplp.runtime.trace;

import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.LogRecord;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one step: its own, one for each attempt, which goes on after a park, and what the
 * handler traced.
 */
final class StepSpans {

  private final UUID runId;
  private final StepId stepId;
  private final Span step;
  private final List<Span> attempts = new ArrayList<>();
  private final Map<Integer, Span> byAttempt = new HashMap<>();
  private final List<TraceSegment> traced = new ArrayList<>();

  /**
   * Opens the segment of a step.
   *
   * @param first the first record about it
   */
  StepSpans(UUID runId, StepId stepId, LogRecord first, JsonObject body) {
    this.runId = runId;
    this.stepId = stepId;
    String label = body.string("description").orElse("step " + body.find("index").orElseThrow());
    this.step =
        new Span(
                TraceSegments.stepId(runId, stepId),
                TraceSegments.planId(runId),
                label,
                startOf(first))
            .put("kind", isUndone(first) ? "compensation" : "step")
            .put("step_id", stepId.value())
            .put("index", body.get("index"))
            .put("agent_role", body.get("agent_role"));
  }

  /** When a record begins an attempt its time, else null: the beginning is not in the log. */
  private static @Nullable Instant startOf(LogRecord record) {
    return typeOf(record).equals(RecordTypes.STEP_STARTED) ? record.time() : null;
  }

  /** To undo a step is traced as it is to do it. */
  private static String typeOf(LogRecord record) {
    return RecordTypes.ofStep(record.entry().type());
  }

  private static boolean isUndone(LogRecord record) {
    return !typeOf(record).equals(record.entry().type());
  }

  void add(LogRecord record, JsonObject body) {
    switch (typeOf(record)) {
      case RecordTypes.STEP_STARTED -> start(record);
      case RecordTypes.STEP_CONTINUED -> {
        Span span = current(record).put("continued", true);
        byAttempt.put(record.entry().attempt(), span);
      }
      case RecordTypes.SEGMENT_ENDED -> traced.add(traced(record, Bodies.segment(body)));
      case RecordTypes.STEP_PARKED ->
          current(record).put("parked", true).put("confirm_id", body.get("confirm_id"));
      case RecordTypes.STEP_COMPLETED -> {
        end(record, body, SegmentStatus.COMPLETED, "completed");
        step.close(SegmentStatus.COMPLETED, record.time());
      }
      case RecordTypes.STEP_FAILED -> {
        end(record, body, SegmentStatus.FAILED, "failed");
        step.putError(body).close(SegmentStatus.FAILED, record.time());
      }
      case RecordTypes.STEP_RETRIED -> end(record, body, SegmentStatus.FAILED, "retried");
      case RecordTypes.STEP_LOST ->
          end(record, body, SegmentStatus.FAILED, "lost").put("lost", true);
      case RecordTypes.STEP_CANCELLED -> {
        end(record, body, SegmentStatus.CANCELLED, "cancelled").put("reason", body.get("reason"));
        step.close(SegmentStatus.CANCELLED, record.time());
      }
      case RecordTypes.STEP_RELEASED -> end(record, body, SegmentStatus.CANCELLED, "released");
      default -> {
        // Another record that names the step, such as a question to an approver: no work of its
        // own.
      }
    }
  }

  /** A segment without a parent lies below its attempt, and does not begin before that. */
  private TraceSegment traced(LogRecord record, TraceSegment segment) {
    Span attempt = byAttempt.get(record.entry().attempt());
    Span owner = attempt == null ? step : attempt;
    TraceSegment.Builder below = segment.toBuilder();
    if (segment.parentSegmentId() == null) {
      below.parentSegmentId(owner.id());
    }
    Instant start = owner.startedAt();
    if (start != null && segment.startedAt() != null && segment.startedAt().isBefore(start)) {
      below.startedAt(start);
      if (segment.finishedAt() != null && segment.finishedAt().isBefore(start)) {
        below.finishedAt(start);
      }
    }
    return below.build();
  }

  private Span start(LogRecord record) {
    if (!step.isOpen()) {
      step.reopen();
    }
    int attempt = record.entry().attempt();
    Span span =
        new Span(
                TraceSegments.attemptId(runId, stepId, attempt),
                step.id(),
                "attempt " + attempt,
                startOf(record))
            .put("kind", "attempt")
            .put("step_id", stepId.value())
            .put("attempt", attempt);
    attempts.add(span);
    byAttempt.put(attempt, span);
    return span;
  }

  private Span current(LogRecord record) {
    Span last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    return last != null && last.isOpen() ? last : start(record);
  }

  private Span end(LogRecord record, JsonObject body, SegmentStatus as, String outcome) {
    Span attempt = current(record).put("outcome", outcome).putError(body);
    attempt.close(as, record.time());
    return attempt;
  }

  /** The run is over: nothing of it goes on. */
  void endRun(Instant at) {
    for (Span attempt : attempts) {
      if (attempt.isOpen()) {
        attempt.put("outcome", "cancelled").close(SegmentStatus.CANCELLED, at);
      }
    }
    if (step.isOpen()) {
      step.close(SegmentStatus.CANCELLED, at);
    }
  }

  void override(TraceSegment item) {
    step.override(item);
  }

  void forEach(Consumer<TraceSegment> action) {
    action.accept(step.put("attempts", attempts.size()).toSegment());
    attempts.forEach(attempt -> action.accept(attempt.toSegment()));
    traced.forEach(action);
  }
}
