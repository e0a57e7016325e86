package dev.mplp.runtime.trace;

import static java.util.Objects.requireNonNull;

import dev.mplp.NotFoundException;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.SegmentId;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.Room;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CheckedWatch;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceFilter;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import dev.mplp.trace.TraceSummary;
import dev.mplp.trace.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Traces of one tenant. Stored are a head, the document of kind {@value #KIND} whose body is
 * the Trace in wire form without segments, and as its items the segments that no log record tells
 * of: those of steps that were never begun, those of an imported Trace. All others are assembled
 * from the log of the run, which has the UUID of the Trace. Thread-safe.
 */
public final class TraceService implements Traces {

  /** The kind of a Trace's document. */
  public static final String KIND = "trace";

  /** The attribute of the root span that labels the segment of the plan: the plan's title. */
  public static final String TITLE = "title";

  private final Caller caller;
  private final Storage storage;
  private final String tenant;
  private final TraceReader reader;
  private final HostTraces host;
  private final ObjectStore<Trace> heads;
  private final EventService events;
  private final WireCodec codec = WireCodec.standard();

  /** Reads for this caller. */
  public TraceService(Caller caller, EventService events) {
    this.caller = requireNonNull(caller, "caller");
    this.storage = caller.storage();
    this.tenant = caller.tenant();
    this.reader = new TraceReader(storage, tenant, Room.WHOLE);
    this.host = new HostTraces(caller);
    this.heads = new ObjectStore<>(caller, ObjectType.TRACE);
    this.events = events;
  }

  @Override
  public Trace create(Trace trace) {
    return host.create(trace);
  }

  @Override
  public Trace get(TraceId traceId) {
    return read(traceId).value();
  }

  @Override
  public Versioned<Trace> read(TraceId traceId) {
    caller.may(ModuleName.TRACE, "read", traceId);
    return reader.find(traceId).orElseThrow(() -> new NotFoundException("trace", traceId.value()));
  }

  @Override
  public Page<TraceSummary> list(TraceFilter filter, @Nullable Cursor after, int limit) {
    caller.may(ModuleName.TRACE, "list", null, filter.contextId());
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("plan_id", filter.planId() == null ? null : filter.planId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    return Archive.page(
        storage,
        tenant,
        KIND,
        Listing.conditions(where),
        filter.archived(),
        after,
        limit,
        this::summary);
  }

  @Override
  public Versioned<Trace> update(Trace trace, long version) {
    Versioned<Trace> head = host.update(trace, version);
    return new Versioned<>(reader.ofHost(head.value()), head.version());
  }

  @Override
  public TraceSummary start(TraceId traceId) {
    return summary(host.move(traceId, "start", TraceStatus.RUNNING, null).value());
  }

  @Override
  public TraceSummary complete(TraceId traceId) {
    return summary(host.move(traceId, "complete", TraceStatus.COMPLETED, null).value());
  }

  @Override
  public TraceSummary fail(TraceId traceId, @Nullable String reason) {
    return summary(host.move(traceId, "fail", TraceStatus.FAILED, reason).value());
  }

  @Override
  public TraceSummary cancel(TraceId traceId, @Nullable String reason) {
    return summary(host.move(traceId, "cancel", TraceStatus.CANCELLED, reason).value());
  }

  @Override
  public TraceSegment addSegment(TraceId traceId, TraceSegment segment) {
    return host.add(traceId, segment);
  }

  @Override
  public TraceSegment moveSegment(TraceId traceId, SegmentId segmentId, SegmentStatus to) {
    return host.move(traceId, segmentId, to);
  }

  @Override
  public void purge(TraceId traceId) {
    caller.may(ModuleName.TRACE, "purge", traceId);
    if (host.isHost(traceId)) {
      host.purge(traceId);
    } else {
      heads.purge(
          traceId,
          trace -> trace.status().isTerminal(),
          "of a run that has ended",
          trace -> List.of());
    }
  }

  @Override
  public Watch watch(TraceId traceId, long after) {
    Trace head = heads.read(traceId).value();
    return CheckedWatch.of(
        caller,
        ModuleName.TRACE,
        traceId,
        head.contextId(),
        events.watchRun(head.contextId(), traceId, after));
  }

  @Override
  public void archive(TraceId traceId) {
    Archive.archive(
        caller,
        ObjectType.TRACE,
        traceId,
        trace -> trace.status().isTerminal(),
        "completed, failed or cancelled",
        over -> List.of());
  }

  private TraceSummary summary(Document document) {
    return summary(codec.read(Shapes.TRACE, document.body()));
  }

  private static TraceSummary summary(Trace trace) {
    return new TraceSummary(
        trace.traceId(),
        trace.contextId(),
        trace.planId(),
        trace.status(),
        trace.startedAt(),
        trace.finishedAt());
  }
}
