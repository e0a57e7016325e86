package dev.mplp.runtime.trace;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.LogRecord;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the segments of a run from its log records, so that writing a segment costs nothing and
 * the trace cannot say anything else than the log: the plan, then each step in the order in which
 * they were begun, followed by its attempts. Not thread-safe.
 */
public final class TraceAssembler {

  private final UUID runId;
  private final String label;
  private final Map<UUID, StepSpans> steps = new LinkedHashMap<>();
  private @Nullable Span plan;

  /**
   * Begins a run.
   *
   * @param label of the plan's segment
   */
  public TraceAssembler(UUID runId, String label) {
    this.runId = requireNonNull(runId, "runId");
    this.label = requireNonNull(label, "label");
  }

  /** Takes the next record of the run, a cause before its effects. */
  public void add(LogRecord record) {
    UUID stepId = record.entry().stepId();
    switch (record.entry().type()) {
      case RecordTypes.RUN_STARTED,
          RecordTypes.EXECUTION_COMPENSATING,
          RecordTypes.EXECUTION_COMPENSATION_RETRIED ->
          startPlan(record, Bodies.parse(record));
      case RecordTypes.RUN_ENDED,
          RecordTypes.EXECUTION_COMPENSATED,
          RecordTypes.EXECUTION_COMPENSATION_FAILED,
          RecordTypes.EXECUTION_COMPENSATION_ABANDONED ->
          endPlan(record, Bodies.parse(record));
      default -> {
        if (stepId != null && record.entry().attempt() > 0) {
          addToStep(record, stepId);
        }
      }
    }
  }

  private void addToStep(LogRecord record, UUID stepId) {
    JsonObject body = Bodies.parse(record);
    StepSpans spans = steps.get(stepId);
    if (spans == null) {
      spans = new StepSpans(runId, new StepId(stepId), record, body);
      steps.put(stepId, spans);
    }
    spans.add(record, body);
  }

  private Span startPlan(LogRecord record, JsonObject body) {
    boolean isStart = !body.has("state");
    Span span =
        new Span(TraceSegments.planId(runId), null, label, isStart ? record.time() : null)
            .put("kind", isOfRun(record) ? "plan" : "compensation")
            .put("plan_id", body.get("plan_id"))
            .put("steps", body.get("steps"))
            .put("subject", body.get("subject"))
            .put("compensated_run", body.get("compensated_run"))
            .put("resumed_from", body.get("resumed_from"));
    plan = span;
    return span;
  }

  private static boolean isOfRun(LogRecord record) {
    String type = record.entry().type();
    return type.equals(RecordTypes.RUN_STARTED) || type.equals(RecordTypes.RUN_ENDED);
  }

  private void endPlan(LogRecord record, JsonObject body) {
    Span span = plan == null ? startPlan(record, body) : plan;
    span.putError(body).close(planStatus(body.string("state").orElse("")), record.time());
    steps.values().forEach(step -> step.endRun(record.time()));
  }

  private static SegmentStatus planStatus(String state) {
    return switch (state) {
      case "completed", "compensated" -> SegmentStatus.COMPLETED;
      case "cancelled", "compensation_abandoned" -> SegmentStatus.CANCELLED;
      default -> SegmentStatus.FAILED;
    };
  }

  /**
   * All segments as they stand.
   *
   * @param items segments that were written beside the log; one that has the identifier of a step's
   *     segment tells how that one ended
   */
  public List<TraceSegment> segments(List<TraceSegment> items) {
    Map<SegmentId, StepSpans> byId = new LinkedHashMap<>();
    steps.forEach(
        (stepId, spans) -> byId.put(TraceSegments.stepId(runId, new StepId(stepId)), spans));
    List<TraceSegment> beside = new ArrayList<>();
    for (TraceSegment item : items) {
      StepSpans spans = byId.get(item.segmentId());
      if (spans == null) {
        beside.add(item);
      } else {
        spans.override(item);
      }
    }
    List<TraceSegment> segments = new ArrayList<>();
    if (plan != null) {
      segments.add(plan.toSegment());
    }
    steps.values().forEach(spans -> spans.forEach(segments::add));
    segments.addAll(beside);
    return segments;
  }
}
