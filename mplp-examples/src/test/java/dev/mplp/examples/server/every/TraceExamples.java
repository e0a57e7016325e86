package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.model.SegmentId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import java.util.List;

/** Traces of the host. */
final class TraceExamples {

  private TraceExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    TraceId id = create(caller, context);
    Answered read = caller.to("getTrace", id).answers();
    caller.to("startTrace", id).answers();

    TraceSegment segment = TraceSegment.builder("search").build();
    SegmentId part = segment.segmentId();
    caller.to("addSegment", id).body(Shapes.TRACE_SEGMENT, segment).answers();
    caller.to("addSegment", id).body(Shapes.TRACE_SEGMENT, segment).refused(409, "ALREADY_EXISTS");
    Answered whole = caller.to("getTrace", id).answers();
    assertThat(whole.tag()).isNotEqualTo(read.tag());
    caller.to("completeTrace", id).refused(409, "SEGMENTS_OPEN");
    caller.to("moveSegment", id, part).body("{'status': 'running'}").answers();
    caller.to("moveSegment", id, part).body("{'status': 'completed'}").answers();
    caller
        .to("moveSegment", id, part)
        .body("{'status': 'pending'}")
        .refused(409, "INVALID_TRANSITION");

    Answered patched =
        caller
            .to("patchTrace", id)
            .over(whole)
            .body("{'root_span': {'attributes': {'why': 'test'}}}")
            .answers();
    assertThat(patched.json().get("segments")).asString().contains(part.value());
    caller.to("replaceTrace", id).over(patched).body(patched.json()).answers();

    assertThat(caller.to("analyzeTrace", id).answers().json().get("segments"))
        .asString()
        .contains("\"label\":\"search\"", "\"duration\":\"PT");
    assertThat(caller.to("exportTrace", id).query("service_name", "x").answers().json())
        .asString()
        .contains("\"stringValue\":\"x\"", "\"name\":\"search\"");
    caller.to("traceHistory", id).answers();
    caller.to("completeTrace", id).answers();
    assertThat(ids(caller, context, "completed")).isEqualTo(List.of(id.value()));
    caller.to("archiveTrace", id).answers();
    assertThat(ids(caller, context, "completed")).isEmpty();
    caller.to("purgeTrace", id).answers();
    caller.to("getTrace", id).refused(404, "TRACE_NOT_FOUND");

    caller.to("cancelTrace", create(caller, context)).body("{'reason': 'late'}").answers();
    caller.to("failTrace", create(caller, context)).answers();
  }

  private static TraceId create(Caller caller, ContextId context) {
    TraceId id = TraceId.random();
    TraceBase root = TraceBase.builder(id, SpanId.random()).build();
    Trace trace = Trace.builder(context, root).traceId(id).build();
    assertThat(caller.to("createTrace").body(Shapes.TRACE, trace).answers().located())
        .isEqualTo(id.value());
    return id;
  }

  private static List<String> ids(Caller caller, ContextId context, String status) {
    return caller
        .to("listTraces")
        .query("context_id", context)
        .query("status", status)
        .answers()
        .texts("trace_id");
  }
}
