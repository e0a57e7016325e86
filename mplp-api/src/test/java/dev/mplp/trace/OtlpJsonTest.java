package dev.mplp.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.SegmentId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compared by hand with the rules for OTLP in JSON: hex ids, text for 64-bit numbers, no nulls. */
class OtlpJsonTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00.000000123Z");
  private static final SegmentId PLAN = SegmentId.of("00000000-0000-4000-8000-000000000001");
  private static final SegmentId STEP = SegmentId.of("00000000-0000-4000-8000-000000000002");
  private static final TraceId TRACE = TraceId.of("10000000-0000-4000-8000-000000000000");
  private static final ContextId CONTEXT = ContextId.of("20000000-0000-4000-8000-000000000000");

  private static Trace trace(JsonObject rootAttributes, TraceSegment... segments) {
    TraceBase root = TraceBase.builder(TRACE, SpanId.random()).attributes(rootAttributes).build();
    return Trace.builder(CONTEXT, root).traceId(TRACE).segments(List.of(segments)).build();
  }

  private static TraceSegment.Builder segment(SegmentId id, String label) {
    return TraceSegment.builder(label)
        .segmentId(id)
        .status(SegmentStatus.COMPLETED)
        .startedAt(START)
        .finishedAt(START.plusNanos(1));
  }

  private static List<JsonObject> spans(JsonObject request) {
    JsonObject resource = request.get("resourceSpans").asArray().values().get(0).asObject();
    JsonObject scope = resource.get("scopeSpans").asArray().values().get(0).asObject();
    return scope.get("spans").asArray().values().stream().map(JsonValue::asObject).toList();
  }

  @Test
  void of_wholeTrace_isTheRequest() {
    Trace trace =
        trace(
            JsonObject.empty(),
            segment(PLAN, "plan").attributes(JsonObject.of("steps", 1)).build(),
            segment(STEP, "step")
                .parentSegmentId(PLAN)
                .status(SegmentStatus.FAILED)
                .attributes(JsonObject.of("error_code", "HTTP_503", "error_message", "no"))
                .build());
    assertThat(OtlpJson.of(trace, "loans").toString())
        .isEqualTo(
            """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",\
            "value":{"stringValue":"loans"}}]},"scopeSpans":[{"scope":{"name":"dev.mplp"},\
            "spans":[{"traceId":"10000000000040008000000000000000","spanId":"8000000000000001",\
            "name":"plan","kind":1,"startTimeUnixNano":"1767225600000000123",\
            "endTimeUnixNano":"1767225600000000124","attributes":[{"key":"steps",\
            "value":{"intValue":"1"}},{"key":"mplp.trace_id","value":{"stringValue":\
            "10000000-0000-4000-8000-000000000000"}},{"key":"mplp.context_id","value":\
            {"stringValue":"20000000-0000-4000-8000-000000000000"}}],"status":{"code":1}},\
            {"traceId":"10000000000040008000000000000000","spanId":"8000000000000002",\
            "parentSpanId":"8000000000000001","name":"step","kind":1,\
            "startTimeUnixNano":"1767225600000000123","endTimeUnixNano":"1767225600000000124",\
            "attributes":[{"key":"error.type","value":{"stringValue":"HTTP_503"}},\
            {"key":"error_message","value":{"stringValue":"no"}}],\
            "status":{"code":2,"message":"no"}}]}]}]}""");
  }

  @Test
  void attributes_ofEveryKind_haveTheirValue() {
    JsonObject attributes =
        JsonObject.builder()
            .put("text", "a")
            .put("flag", true)
            .put("long", Long.MAX_VALUE)
            .put("whole", 1.0)
            .put("part", 0.5)
            .put("list", List.of("a", 1))
            .put("map", JsonObject.of("input_tokens", 2))
            .put("none", JsonNull.NULL)
            .build();
    JsonObject span =
        spans(
                OtlpJson.of(
                    trace(JsonObject.empty(), segment(PLAN, "x").attributes(attributes).build()),
                    "s"))
            .get(0);
    JsonArray list = span.get("attributes").asArray();
    assertThat(list.values().subList(0, 8))
        .extracting(JsonValue::toString)
        .containsExactly(
            "{\"key\":\"text\",\"value\":{\"stringValue\":\"a\"}}",
            "{\"key\":\"flag\",\"value\":{\"boolValue\":true}}",
            "{\"key\":\"long\",\"value\":{\"intValue\":\"9223372036854775807\"}}",
            "{\"key\":\"whole\",\"value\":{\"intValue\":\"1\"}}",
            "{\"key\":\"part\",\"value\":{\"doubleValue\":0.5}}",
            "{\"key\":\"list\",\"value\":{\"arrayValue\":{\"values\":[{\"stringValue\":\"a\"},{\"intValue\":\"1\"}]}}}",
            "{\"key\":\"map\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"gen_ai.usage.input_tokens\",\"value\":{\"intValue\":\"2\"}}]}}}",
            "{\"key\":\"none\",\"value\":{}}");
  }

  @Test
  void of_traceThatContinuesACallers_liesBelowIt() {
    String caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    JsonObject span =
        spans(
                OtlpJson.of(
                    trace(JsonObject.of("traceparent", caller), segment(PLAN, "x").build()), "s"))
            .get(0);
    assertThat(span.string("traceId")).hasValue("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(span.string("parentSpanId")).hasValue("00f067aa0ba902b7");
  }

  @Test
  void segmentsThatNeverBegan_areLeftOut_openOnesHaveNoEnd() {
    TraceSegment skipped =
        TraceSegment.builder("skipped").segmentId(STEP).status(SegmentStatus.SKIPPED).build();
    TraceSegment open =
        segment(PLAN, "open").status(SegmentStatus.RUNNING).finishedAt(null).build();
    List<JsonObject> spans = spans(OtlpJson.of(trace(JsonObject.empty(), open, skipped), "s"));
    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).has("endTimeUnixNano")).isFalse();
    assertThat(spans.get(0).get("status")).isEqualTo(JsonObject.of("code", 0));
  }
}
