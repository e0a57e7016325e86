package dev.mplp.runtime.event;

import dev.mplp.model.JsonObject;
import dev.mplp.model.WireName;
import dev.mplp.spi.LogEntry;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;

/**
 * What records of segments of Traces of the host hold. They are found where the records of a run
 * are, as all that is told of a Trace.
 */
public final class HostTraceRecords {

  private HostTraceRecords() {}

  /** A segment was added to a Trace. */
  public static LogEntry segmentAdded(Trace trace, TraceSegment segment) {
    return of(RecordTypes.SEGMENT_ADDED, trace, body(trace, segment));
  }

  /** A segment of a Trace has another status. */
  public static LogEntry segmentMoved(Trace trace, TraceSegment segment, WireName from) {
    return of(
        RecordTypes.SEGMENT_MOVED,
        trace,
        body(trace, segment).put("from", from.wire()).put("to", segment.status().wire()));
  }

  private static JsonObject.Builder body(Trace trace, TraceSegment segment) {
    return Bodies.builder()
        .put("trace_id", trace.traceId().value())
        .put("segment_id", segment.segmentId().value())
        .put("segment", Bodies.segment(segment));
  }

  private static LogEntry of(String type, Trace trace, JsonObject.Builder body) {
    return new LogEntry(
        type,
        trace.contextId().value(),
        null,
        trace.traceId().uuid(),
        null,
        0,
        Bodies.bytes(body.build()));
  }
}
