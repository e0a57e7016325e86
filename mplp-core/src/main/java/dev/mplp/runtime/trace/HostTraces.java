package dev.mplp.runtime.trace;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.model.ModuleName;
import dev.mplp.model.SegmentId;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.HostTraceRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Locks;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Transitions;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Traces of the host, which carry the index value {@code host}: those of runs do not, and are
 * changed by their runs alone.
 */
public final class HostTraces {

  private static final String HOST = "host";

  /** Traces of the host. */
  public static final ObjectType<Trace> TYPE =
      new ObjectType<>(
          ModuleName.TRACE, Trace.class, Trace::contextId, trace -> Map.of(HOST, "true"));

  private final Caller caller;
  private final ObjectStore<Trace> traces;
  private final HostSegments segments;

  HostTraces(Caller caller) {
    this.caller = caller;
    this.traces = new ObjectStore<>(caller, TYPE);
    this.segments = new HostSegments(caller.storage(), caller.tenant());
  }

  static Trace head(Trace trace) {
    return trace.toBuilder().segments(null).build();
  }

  Trace create(Trace trace) {
    boolean running = trace.status() == TraceStatus.RUNNING && trace.startedAt() != null;
    if (trace.status() != TraceStatus.PENDING && !running) {
      throw new ConflictException(
          "READ_ONLY_PART",
          "a new trace is pending, or running since a time that it says, not "
              + trace.status().wire());
    }
    return traces.create(trace, HostTraces::head, HostSegments::create);
  }

  /** Whether it is not that of a run. */
  boolean isHost(TraceId traceId) {
    return caller
        .storage()
        .get(new DocumentKey(caller.tenant(), Kinds.TRACE, traceId.value()))
        .map(document -> isHost(document.index()))
        .orElseThrow(() -> new NotFoundException("trace", traceId.value()));
  }

  /** Refuses what only its run changes. */
  private void checkHost(TraceId traceId) {
    if (!isHost(traceId)) {
      throw new ConflictException(
          "TRACE_OF_A_RUN",
          "trace "
              + traceId
              + " is that of a run, or was imported, and is not changed; create one of your own");
    }
  }

  Versioned<Trace> update(Trace trace, long version) {
    TraceId id = trace.traceId();
    caller.may(ModuleName.TRACE, "update", id);
    checkHost(id);
    Trace head = traces.stored(id).value();
    boolean same =
        Objects.equals(head.startedAt(), trace.startedAt())
            && Objects.equals(head.finishedAt(), trace.finishedAt());
    if (!same) {
      throw new ConflictException(
          "READ_ONLY_PART", "begin and end of trace " + id + " follow from its transitions");
    }
    return traces.update(head(trace), version);
  }

  Versioned<Trace> move(TraceId id, String action, TraceStatus to, @Nullable String reason) {
    caller.may(ModuleName.TRACE, action, id);
    checkHost(id);
    Instant now = caller.now();
    return traces.moved(
        id,
        action,
        Transitions.TRACE,
        to,
        reason,
        trace ->
            to == TraceStatus.RUNNING
                ? trace.toBuilder().startedAt(now).build()
                : trace.toBuilder().finishedAt(now).build(),
        trace -> to == TraceStatus.COMPLETED ? List.of(allEnded(id)) : List.of());
  }

  private Change allEnded(TraceId id) {
    HostSegments.Tail tail = segments.tail(id);
    if (tail.open() > 0) {
      throw new ConflictException(
          "SEGMENTS_OPEN",
          tail.open() + " segments of trace " + id + " have not ended; move them first");
    }
    return tail.unchanged(id);
  }

  TraceSegment add(TraceId id, TraceSegment segment) {
    caller.may(ModuleName.TRACE, "add_segment", id);
    checkHost(id);
    return caller.commits().apply("trace " + id, () -> adding(id, segment));
  }

  private Commits.Change<TraceSegment> adding(TraceId id, TraceSegment given) {
    Versioned<Trace> trace = open(id);
    HostSegments.Tail tail = segments.tail(id);
    if (segments.isThere(id, given.segmentId())) {
      throw new ConflictException(
          "ALREADY_EXISTS", "there is a segment " + given.segmentId() + " in trace " + id);
    }
    SegmentId parent = given.parentSegmentId();
    if (parent != null && !segments.isThere(id, parent)) {
      throw new NotFoundException("segment", parent.value());
    }
    TraceSegment segment = timed(given, caller.now());
    ChangeSet set =
        set(trace, HostTraceRecords.segmentAdded(trace.value(), segment))
            .addAll(HostSegments.add(id, tail, segment))
            .build();
    return new Commits.Change<>(set, segment);
  }

  TraceSegment move(TraceId id, SegmentId segmentId, SegmentStatus to) {
    caller.may(ModuleName.TRACE, "move_segment", id);
    checkHost(id);
    return caller.commits().apply("trace " + id, () -> moving(id, segmentId, to));
  }

  private Commits.Change<TraceSegment> moving(TraceId id, SegmentId segmentId, SegmentStatus to) {
    Versioned<Trace> trace = open(id);
    HostSegments.Tail tail = segments.tail(id);
    HostSegments.Placed before = segments.get(id, segmentId);
    SegmentStatus from = before.segment().status();
    Transitions.SEGMENT.check("segment " + segmentId, from, to);
    TraceSegment after = timed(before.segment().withStatus(to), caller.now());
    ChangeSet set =
        set(trace, HostTraceRecords.segmentMoved(trace.value(), after, from))
            .addAll(HostSegments.replace(id, tail, before, after))
            .build();
    return new Commits.Change<>(set, after);
  }

  /** One that runs has begun, one that is over has an end, unless it says when itself. */
  private static TraceSegment timed(TraceSegment segment, Instant now) {
    TraceSegment.Builder timed = segment.toBuilder();
    if (segment.status() == SegmentStatus.RUNNING && segment.startedAt() == null) {
      timed.startedAt(now);
    }
    boolean over =
        !HostSegments.isOpen(segment.status()) && segment.status() != SegmentStatus.SKIPPED;
    if (over && segment.finishedAt() == null) {
      timed.finishedAt(now);
    }
    return timed.build();
  }

  /** The Trace, which must take segments. */
  private Versioned<Trace> open(TraceId id) {
    Versioned<Trace> trace = traces.changeable(id);
    if (trace.value().status().isTerminal()) {
      throw new ConflictException(
          "TRACE_ENDED",
          "trace "
              + id
              + " is "
              + trace.value().status().wire()
              + " and its segments stay as they are");
    }
    return trace;
  }

  /** What goes with every change of a segment: the Trace is as it was read, and not locked. */
  private ChangeSet.Builder set(Versioned<Trace> trace, LogEntry record) {
    return ChangeSet.builder(caller.tenant())
        .addAll(Locks.check(caller, trace.value(), trace.value().contextId()))
        .add(
            new Change.CheckDocument(Kinds.TRACE, trace.value().traceId().value(), trace.version()))
        .add(new Change.AppendLog(record));
  }

  void purge(TraceId id) {
    Trace trace = traces.stored(id).value();
    Locks.check(caller, trace, trace.contextId()); // before any segment is gone
    if (trace.status().isTerminal()) {
      removeSegments(id);
    }
    traces.purge(
        id,
        over -> over.status().isTerminal(),
        "completed, failed or cancelled",
        over -> List.of(segments.removeTail(id)));
  }

  /** In batches; what has ended gets no more. */
  private void removeSegments(TraceId id) {
    List<Change> some = segments.some(id);
    while (!some.isEmpty()) {
      caller.commits().commit(ChangeSet.builder(caller.tenant()).addAll(some).build());
      some = segments.some(id);
    }
  }

  /** Whether a stored head is that of a Trace of the host. */
  static boolean isHost(Map<String, String> index) {
    return index.containsKey(HOST);
  }

  /** Whether a stored head is that of a Trace that the host goes on with. */
  public static boolean isOpen(Document head) {
    return isHost(head.index())
        && !TraceStatus.of(Objects.requireNonNull(head.index().get("status"))).isTerminal();
  }
}
