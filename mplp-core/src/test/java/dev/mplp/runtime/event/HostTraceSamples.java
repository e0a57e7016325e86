package dev.mplp.runtime.event;

import static dev.mplp.runtime.event.RecordSamples.CONTEXT;
import static dev.mplp.runtime.event.RecordSamples.TIME;
import static dev.mplp.runtime.event.RecordSamples.uuid;

import dev.mplp.model.SegmentId;
import dev.mplp.spi.LogEntry;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import java.util.List;

/** Records of Traces of the host. */
final class HostTraceSamples {

  private HostTraceSamples() {}

  static List<LogEntry> all(Trace trace) {
    Trace pending = trace.toBuilder().status(TraceStatus.PENDING).build();
    Trace running = trace.toBuilder().status(TraceStatus.RUNNING).startedAt(TIME).build();
    TraceSegment segment =
        TraceSegment.builder("look").segmentId(new SegmentId(uuid(70))).startedAt(TIME).build();
    return List.of(
        Records.created(pending, CONTEXT),
        Records.updated(pending, pending, CONTEXT),
        Records.moved(pending, running, CONTEXT, TraceStatus.PENDING, TraceStatus.RUNNING, null),
        HostTraceRecords.segmentAdded(running, segment),
        HostTraceRecords.segmentMoved(
            running, segment.withStatus(SegmentStatus.RUNNING), SegmentStatus.PENDING));
  }
}
