package dev.mplp.runtime.trace;

import dev.mplp.model.JsonObject;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.Room;
import dev.mplp.runtime.event.RunLog;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Item;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole Traces of one tenant: the stored head, and the segments that are told elsewhere. */
public final class TraceReader {

  /** Until the log of a run that has ended has all its positions and with them its times. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Storage storage;
  private final String tenant;
  private final RunLog runs;
  private final Room room;
  private final WireCodec codec = WireCodec.standard();

  /**
   * Reads from this storage.
   *
   * @param room for the records of a run, and for the segments that are stored
   */
  public TraceReader(Storage storage, String tenant, Room room) {
    this.storage = storage;
    this.tenant = tenant;
    this.runs = new RunLog(storage.log(), tenant, room);
    this.room = room;
  }

  /**
   * The Trace with all its segments; empty when there is none.
   *
   * @throws dev.mplp.TooLargeException when there is no room for it
   * @throws dev.mplp.spi.LogTruncatedException when the first records of its run are not kept
   */
  public Optional<Versioned<Trace>> find(TraceId traceId) {
    return storage.get(key(traceId)).map(this::whole);
  }

  private DocumentKey key(TraceId traceId) {
    return new DocumentKey(tenant, Kinds.TRACE, traceId.value());
  }

  private Versioned<Trace> whole(Document head) {
    Trace trace = codec.read(Shapes.TRACE, head.body());
    Trace whole = HostTraces.isHost(head.index()) ? ofHost(trace) : ofRun(trace);
    return new Versioned<>(whole, head.version());
  }

  /** A Trace of the host, whose head is known, with its segments. */
  Trace ofHost(Trace trace) {
    List<TraceSegment> segments = items(key(trace.traceId()));
    return segments.isEmpty() ? trace : trace.withSegments(segments);
  }

  private Trace ofRun(Trace trace) {
    TraceId traceId = trace.traceId();
    TraceAssembler assembler = new TraceAssembler(traceId.uuid(), label(trace));
    Duration patience = trace.status().isTerminal() ? PATIENCE : Duration.ZERO;
    for (LogRecord record : runs.read(traceId.uuid(), patience)) {
      assembler.add(record);
    }
    List<TraceSegment> segments = assembler.segments(items(key(traceId)));
    return segments.isEmpty() ? trace : spanning(trace.withSegments(segments));
  }

  /** The head was closed a moment before the record of the end: no segment outlives the Trace. */
  private static Trace spanning(Trace trace) {
    Instant end = trace.finishedAt();
    if (end == null || trace.segments() == null) {
      return trace;
    }
    for (TraceSegment segment : trace.segments()) {
      Instant finished = segment.finishedAt();
      end = finished != null && finished.isAfter(end) ? finished : end;
    }
    return trace.toBuilder().finishedAt(end).build();
  }

  private static String label(Trace trace) {
    JsonObject attributes = trace.rootSpan().attributes();
    return attributes == null ? "plan" : attributes.string(TraceService.TITLE).orElse("plan");
  }

  private List<TraceSegment> items(DocumentKey key) {
    List<TraceSegment> segments = new ArrayList<>();
    List<Item> page;
    long after = -1;
    long bytes = 0;
    do {
      page = storage.items(key, after, room.page());
      for (Item item : page) {
        bytes += item.body().length;
        room.check("trace " + key.id(), segments.size() + 1, bytes);
        segments.add(codec.read(Shapes.TRACE_SEGMENT, item.body()));
        after = item.sequence();
      }
    } while (page.size() == room.page());
    return segments;
  }
}
