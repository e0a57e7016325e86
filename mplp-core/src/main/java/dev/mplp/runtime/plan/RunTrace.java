package dev.mplp.runtime.plan;

import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.RunId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.trace.TraceService;
import dev.mplp.spi.Change;
import dev.mplp.trace.OtlpJson;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The Trace that a run, or the undoing of one, begins with. */
final class RunTrace {

  private RunTrace() {}

  /**
   * Of a run.
   *
   * @param former the run that is resumed, null for the first
   * @param waiting whether it waits at its gate
   */
  static Change ofRun(
      ExecutionRecord record, String title, @Nullable RunId former, boolean waiting, Instant now) {
    JsonObject attributes =
        attributes(record, title)
            .putIfPresent("resumed_trace_id", former == null ? null : former.value())
            .build();
    return put(record, record.runId(), attributes, waiting ? null : now, now);
  }

  /**
   * Of a pass over the steps to undo.
   *
   * @param run the pass
   * @param former the pass that failed, null for the first
   */
  static Change ofCompensation(
      ExecutionRecord record, RunId run, String title, @Nullable RunId former, Instant now) {
    JsonObject attributes =
        attributes(record, "Compensation: " + title)
            .put("compensated_trace_id", record.runId().value())
            .putIfPresent("resumed_trace_id", former == null ? null : former.value())
            .build();
    return put(record, run, attributes, now, now);
  }

  private static JsonObject.Builder attributes(ExecutionRecord record, String title) {
    return JsonObject.builder()
        .put(TraceService.TITLE, title)
        .putIfPresent(OtlpJson.TRACEPARENT, record.options().traceparent());
  }

  private static Change put(
      ExecutionRecord record,
      RunId run,
      JsonObject attributes,
      @Nullable Instant started,
      Instant now) {
    TraceId traceId = new TraceId(run.uuid());
    Trace trace =
        Trace.builder(
                record.contextId(),
                new TraceBase(
                    traceId, new SpanId(run.uuid()), null, record.contextId(), attributes))
            .meta(Metadata.created(now, record.principal().subject()))
            .traceId(traceId)
            .planId(record.planId())
            .status(started == null ? TraceStatus.PENDING : TraceStatus.RUNNING)
            .startedAt(started)
            .build();
    return ProtocolObjects.put(trace, 0, record.contextId().value(), null);
  }
}
