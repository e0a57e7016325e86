package dev.mplp.runtime.trace;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.TooLargeException;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import dev.mplp.model.TraceId;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Item;
import dev.mplp.spi.Storage;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.Traces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The segments of Traces of the host as they are stored: the items of the Trace's document, a
 * document for each that says which item it is, and one that counts them.
 */
final class HostSegments {

  private static final int PAGE = 500;

  private final Storage storage;
  private final String tenant;

  HostSegments(Storage storage, String tenant) {
    this.storage = storage;
    this.tenant = tenant;
  }

  /**
   * How many there are.
   *
   * @param version of the document
   * @param count all of them
   * @param open those that are pending or running
   */
  record Tail(long version, long count, long open) {
    Change put(TraceId traceId) {
      return new Change.PutDocument(
          Kinds.TRACE_TAIL,
          traceId.value(),
          version,
          Wire.bytes(JsonObject.of("v", 1, "count", count, "open", open)),
          Map.of());
    }

    Change unchanged(TraceId traceId) {
      return new Change.CheckDocument(Kinds.TRACE_TAIL, traceId.value(), version);
    }
  }

  /** A segment with the item that it is. */
  record Placed(long sequence, long version, TraceSegment segment) {}

  Tail tail(TraceId traceId) {
    return storage
        .get(new DocumentKey(tenant, Kinds.TRACE_TAIL, traceId.value()))
        .map(
            document -> {
              JsonObject body = Wire.object(document.body());
              return new Tail(document.version(), number(body, "count"), number(body, "open"));
            })
        .orElseThrow(() -> new NotFoundException("trace", traceId.value()));
  }

  private static long number(JsonObject body, String name) {
    return Objects.requireNonNull(body.get(name), name).asLong();
  }

  /** What is stored beside a new Trace: the segments that it has. */
  static List<Change> create(Trace trace) {
    List<TraceSegment> segments = trace.segments() == null ? List.of() : trace.segments();
    if (segments.size() > Traces.MOST_SEGMENTS) {
      throw new TooLargeException(
          "trace "
              + trace.traceId()
              + " has "
              + segments.size()
              + " segments and is created with "
              + Traces.MOST_SEGMENTS
              + " at most; add the others one by one");
    }
    List<Change> changes = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>(segments.size());
    Set<SegmentId> seen = new HashSet<>();
    long open = 0;
    for (TraceSegment segment : segments) {
      if (!seen.add(segment.segmentId())) {
        throw new ConflictException(
            "READ_ONLY_PART", "segment " + segment.segmentId() + " is there twice");
      }
      changes.add(place(trace.traceId(), segment.segmentId(), bodies.size()));
      bodies.add(Wire.bytes(Shapes.TRACE_SEGMENT, segment));
      open += isOpen(segment.status()) ? 1 : 0;
    }
    if (!bodies.isEmpty()) {
      changes.add(append(trace.traceId(), 0, bodies));
    }
    changes.add(new Tail(0, bodies.size(), open).put(trace.traceId()));
    return changes;
  }

  static boolean isOpen(SegmentStatus status) {
    return status == SegmentStatus.PENDING || status == SegmentStatus.RUNNING;
  }

  private static Change place(TraceId traceId, SegmentId segmentId, long sequence) {
    return new Change.PutDocument(
        Kinds.TRACE_SEGMENT,
        id(traceId, segmentId),
        0,
        Wire.bytes(JsonObject.of("v", 1, "sequence", sequence)),
        Map.of("trace_id", traceId.value()));
  }

  private static String id(TraceId traceId, SegmentId segmentId) {
    return traceId.value() + '/' + segmentId.value();
  }

  private static Change append(TraceId traceId, long first, List<byte[]> bodies) {
    return new Change.AppendItems(Kinds.TRACE, traceId.value(), first, bodies);
  }

  /** What stores one more. */
  static List<Change> add(TraceId traceId, Tail tail, TraceSegment segment) {
    long open = tail.open() + (isOpen(segment.status()) ? 1 : 0);
    return List.of(
        place(traceId, segment.segmentId(), tail.count()),
        append(traceId, tail.count(), List.of(Wire.bytes(Shapes.TRACE_SEGMENT, segment))),
        new Tail(tail.version(), tail.count() + 1, open).put(traceId));
  }

  boolean isThere(TraceId traceId, SegmentId segmentId) {
    return storage
        .get(new DocumentKey(tenant, Kinds.TRACE_SEGMENT, id(traceId, segmentId)))
        .isPresent();
  }

  Placed get(TraceId traceId, SegmentId segmentId) {
    long sequence =
        storage
            .get(new DocumentKey(tenant, Kinds.TRACE_SEGMENT, id(traceId, segmentId)))
            .map(document -> number(Wire.object(document.body()), "sequence"))
            .orElseThrow(() -> new NotFoundException("segment", segmentId.value()));
    DocumentKey owner = new DocumentKey(tenant, Kinds.TRACE, traceId.value());
    Item item = storage.items(owner, sequence - 1, 1).get(0);
    return new Placed(sequence, item.version(), Wire.read(Shapes.TRACE_SEGMENT, item.body()));
  }

  /** What stores another form of one. */
  static List<Change> replace(TraceId traceId, Tail tail, Placed before, TraceSegment after) {
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change.PutItem(
            Kinds.TRACE,
            traceId.value(),
            before.sequence(),
            before.version(),
            Wire.bytes(Shapes.TRACE_SEGMENT, after)));
    boolean ended = isOpen(before.segment().status()) && !isOpen(after.status());
    changes.add(
        ended
            ? new Tail(tail.version(), tail.count(), tail.open() - 1).put(traceId)
            : tail.unchanged(traceId));
    return changes;
  }

  /** Removes what is beside the Trace, some of it at a time; the items go with the Trace. */
  List<Change> some(TraceId traceId) {
    return storage
        .list(
            new DocumentQuery(
                tenant, Kinds.TRACE_SEGMENT, Map.of("trace_id", traceId.value()), 0, PAGE))
        .stream()
        .map(HostSegments::delete)
        .toList();
  }

  private static Change delete(Document document) {
    return new Change.DeleteDocument(Kinds.TRACE_SEGMENT, document.key().id(), document.version());
  }

  Change removeTail(TraceId traceId) {
    return new Change.DeleteDocument(Kinds.TRACE_TAIL, traceId.value(), tail(traceId).version());
  }
}
