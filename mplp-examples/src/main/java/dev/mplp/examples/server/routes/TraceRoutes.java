package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.PlanRoutes.IN_CONTEXT;
import static dev.mplp.examples.server.routes.PlanRoutes.OF_PLAN;

import dev.mplp.Mplp;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import dev.mplp.model.TraceId;
import dev.mplp.trace.OtlpJson;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceFilter;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import dev.mplp.trace.TraceSummary;
import dev.mplp.trace.Traces;

/** Traces: those of runs, which are read, and those of the host. */
final class TraceRoutes {

  private static final Param<TraceId> TRACE = Param.path("trace_id", TraceId.class, "which Trace");
  private static final Param<SegmentId> SEGMENT =
      Param.path("segment_id", SegmentId.class, "which segment");
  private static final Param<TraceStatus> STATUS =
      Param.query("status", TraceStatus.class, "only those of this status");
  private static final Param<String> SERVICE =
      Param.query("service_name", String.class, "mplp", "service.name of the resource");

  private TraceRoutes() {}

  /** Where a segment is to stand. */
  record SegmentMove(SegmentStatus status) {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("traces", "Traces: what was done, piece by piece");
    ObjectRoutes<Traces, Trace, TraceId> traces =
        new ObjectRoutes<>(group, "/traces", "traces", "Trace", Trace.class, TRACE, Mplp::traces);
    traces.create(Traces::create, 404);
    traces.list(
        TraceSummary.class,
        call -> traces.of(call).list(filter(call), call.find(AFTER), call.get(LIMIT)),
        IN_CONTEXT,
        OF_PLAN,
        STATUS,
        Archived.PARAM);
    traces.get(Reply.versionedAsShown(Trace.class), Traces::read);
    traces.change(Reply.versionedAsShown(Trace.class), Traces::read, Traces::update);
    traces.act("start", "To running", TraceSummary.class, Traces::start);
    traces.act("complete", "To completed", TraceSummary.class, Traces::complete);
    traces.actFor("fail", "To failed", TraceSummary.class, Traces::fail);
    traces.actFor("cancel", "To cancelled", TraceSummary.class, Traces::cancel);
    traces.archive(Traces::archive);
    traces.purge(Traces::purge);
    traces.history(Traces::watch);
    declareSegments(traces);
    declareViews(traces);
  }

  private static void declareSegments(ObjectRoutes<Traces, Trace, TraceId> traces) {
    String path = traces.pathOfOne() + "/segments";
    traces
        .group()
        .post(path, "addSegment", "Adds a segment to a Trace of the host")
        .calls("traces.addSegment")
        .with(TRACE)
        .takes(TraceSegment.class)
        .answers(Reply.added(TraceSegment.class))
        .by(call -> traces.of(call).addSegment(call.get(TRACE), call.body()));

    traces
        .group()
        .post(path + "/{segment_id}/move", "moveSegment", "Moves a segment to another status")
        .calls("traces.moveSegment")
        .with(TRACE, SEGMENT)
        .takes(SegmentMove.class)
        .answers(Reply.of(TraceSegment.class))
        .by(
            call ->
                traces
                    .of(call)
                    .moveSegment(call.get(TRACE), call.get(SEGMENT), call.body().status()));
  }

  private static void declareViews(ObjectRoutes<Traces, Trace, TraceId> traces) {
    traces
        .group()
        .get(
            traces.pathOfOne() + "/analysis",
            "analyzeTrace",
            "Durations of its segments, its critical path, and what models used")
        .calls("traces.get")
        .with(TRACE)
        .answers(Reply.of(TraceAnalysis.class))
        .by(call -> TraceAnalysis.of(traces.of(call).get(call.get(TRACE))));

    traces
        .group()
        .get(
            traces.pathOfOne() + "/otlp",
            "exportTrace",
            "The Trace as a collector of OpenTelemetry takes it at POST /v1/traces")
        .calls("traces.get")
        .with(TRACE, SERVICE)
        .answers(Reply.of(JsonObject.class))
        .by(call -> OtlpJson.of(traces.of(call).get(call.get(TRACE)), call.get(SERVICE)));
  }

  private static TraceFilter filter(Call<Void> call) {
    return new TraceFilter(
        call.find(IN_CONTEXT),
        call.find(OF_PLAN),
        call.find(STATUS),
        call.get(Archived.PARAM).wanted());
  }
}
