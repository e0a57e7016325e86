package dev.mplp.trace;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Trace for OpenTelemetry: the JSON form of an OTLP export request, as {@code POST /v1/traces} of
 * a collector takes it.
 *
 * <p>By the rules of that form member names are in lower camel case, trace and span ids hex, times
 * and 64-bit integers decimal text, enumerations numbers, and attributes lists of {@code key} and
 * {@code value}. A Trace that continues a caller's ({@code traceparent}) has the caller's trace id,
 * and its roots the caller's span as parent. Segments without a start are left out: they were never
 * begun.
 */
public final class OtlpJson {

  /** Attribute of a Trace's root span: the header of the caller that the run continues. */
  public static final String TRACEPARENT = "traceparent";

  private static final int KIND_INTERNAL = 1;
  private static final int STATUS_UNSET = 0;
  private static final int STATUS_OK = 1;
  private static final int STATUS_ERROR = 2;

  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final Map<String, String> CONVENTIONS =
      Map.of(
          Segment.INPUT_TOKENS,
          "gen_ai.usage.input_tokens",
          Segment.OUTPUT_TOKENS,
          "gen_ai.usage.output_tokens",
          "error_code",
          "error.type");

  private OtlpJson() {}

  /**
   * The request for one Trace.
   *
   * @param serviceName the attribute {@code service.name} of the resource
   */
  public static JsonObject of(Trace trace, String serviceName) {
    return request(spans(trace), JsonObject.of("service.name", serviceName));
  }

  /**
   * The request for spans, of one Trace or several.
   *
   * @param spans as {@link #spans} gives them
   * @param resource attributes of what sends them, such as {@code service.name}
   */
  public static JsonObject request(List<JsonObject> spans, JsonObject resource) {
    JsonObject scope = JsonObject.of("name", "dev.mplp");
    return JsonObject.of(
        "resourceSpans",
        JsonArray.of(
            JsonObject.of(
                "resource",
                JsonObject.of("attributes", attributes(resource)),
                "scopeSpans",
                JsonArray.of(JsonObject.of("scope", scope, "spans", spans)))));
  }

  /** The spans of a Trace: those of its segments that have begun. */
  public static List<JsonObject> spans(Trace trace) {
    return spans(trace, JsonObject.empty());
  }

  /**
   * As {@link #spans(Trace)}.
   *
   * @param more attributes of the roots besides those of their segments
   */
  public static List<JsonObject> spans(Trace trace, JsonObject more) {
    JsonObject ofRoots =
        more.toBuilder()
            .put("mplp.trace_id", trace.traceId().value())
            .put("mplp.context_id", trace.contextId().value())
            .build();
    Traceparent caller = caller(trace).orElse(null);
    String traceId = caller == null ? Traceparent.traceId(trace.traceId()) : caller.traceId();
    List<TraceTree.Node> nodes = TraceTree.of(trace).nodes();
    List<JsonObject> spans = new ArrayList<>(nodes.size());
    for (TraceTree.Node node : nodes) {
      if (node.segment().startedAt() != null) {
        spans.add(span(traceId, caller, node, ofRoots));
      }
    }
    return spans;
  }

  /** The caller whose trace a Trace continues; empty when it continues none. */
  public static Optional<Traceparent> caller(Trace trace) {
    JsonObject attributes = trace.rootSpan().attributes();
    return attributes == null
        ? Optional.empty()
        : attributes.string(TRACEPARENT).flatMap(Traceparent::parse);
  }

  private static JsonObject span(
      String traceId, @Nullable Traceparent caller, TraceTree.Node node, JsonObject ofRoots) {
    TraceSegment segment = node.segment();
    JsonObject own = segment.attributes() == null ? JsonObject.empty() : segment.attributes();
    JsonObject.Builder attributes = own.toBuilder();
    if (node.depth() == 0) {
      ofRoots.members().forEach(attributes::put);
    }
    Instant end = segment.finishedAt();
    return JsonObject.builder()
        .put("traceId", traceId)
        .put("spanId", Traceparent.spanId(segment.segmentId()))
        .putIfPresent("parentSpanId", parent(segment, caller, node))
        .put("name", segment.label())
        .put("kind", KIND_INTERNAL)
        .put("startTimeUnixNano", nanos(requireNonNull(segment.startedAt())))
        .putIfPresent("endTimeUnixNano", end == null ? null : nanos(end))
        .put("attributes", attributes(attributes.build()))
        .put("status", status(segment, own))
        .build();
  }

  private static @Nullable String parent(
      TraceSegment segment, @Nullable Traceparent caller, TraceTree.Node node) {
    if (node.depth() > 0 && segment.parentSegmentId() != null) {
      return Traceparent.spanId(segment.parentSegmentId());
    }
    return caller == null ? null : caller.spanId();
  }

  private static JsonObject status(TraceSegment segment, JsonObject attributes) {
    return switch (segment.status()) {
      case COMPLETED -> JsonObject.of("code", STATUS_OK);
      case FAILED ->
          JsonObject.builder()
              .put("code", STATUS_ERROR)
              .putIfPresent("message", attributes.string("error_message").orElse(null))
              .build();
      case PENDING, RUNNING, CANCELLED, SKIPPED -> JsonObject.of("code", STATUS_UNSET);
    };
  }

  private static String nanos(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond())
        .movePointRight(9)
        .add(BigDecimal.valueOf(time.getNano()))
        .toPlainString();
  }

  private static JsonArray attributes(JsonObject attributes) {
    List<JsonValue> list = new ArrayList<>();
    attributes
        .members()
        .forEach(
            (name, value) ->
                list.add(
                    JsonObject.of(
                        "key", CONVENTIONS.getOrDefault(name, name), "value", value(value))));
    return new JsonArray(list);
  }

  private static JsonObject value(JsonValue value) {
    if (value instanceof JsonString text) {
      return JsonObject.of("stringValue", text);
    } else if (value instanceof JsonBoolean flag) {
      return JsonObject.of("boolValue", flag);
    } else if (value instanceof JsonNumber number) {
      return number(number);
    } else if (value instanceof JsonArray array) {
      List<JsonValue> values = array.values().stream().<JsonValue>map(OtlpJson::value).toList();
      return JsonObject.of("arrayValue", JsonObject.of("values", new JsonArray(values)));
    } else if (value instanceof JsonObject object) {
      return JsonObject.of("kvlistValue", JsonObject.of("values", attributes(object)));
    } else if (value instanceof JsonNull) {
      return JsonObject.empty();
    }
    throw new IllegalArgumentException("no JSON value: " + value);
  }

  private static JsonObject number(JsonNumber number) {
    BigDecimal exact = number.asBigDecimal();
    boolean isWhole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
    if (isWhole && exact.compareTo(LEAST) >= 0 && exact.compareTo(GREATEST) <= 0) {
      return JsonObject.of("intValue", Long.toString(exact.longValueExact()));
    }
    double nearest = exact.doubleValue();
    return Double.isInfinite(nearest)
        ? JsonObject.of("stringValue", number.toString())
        : JsonObject.of("doubleValue", nearest);
  }
}
