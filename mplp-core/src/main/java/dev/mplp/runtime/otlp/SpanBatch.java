package dev.mplp.runtime.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.trace.OtlpJson;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** Spans of one or several Traces on their way, up to as many as one request has. */
final class SpanBatch {

  /** What exporters of OpenTelemetry send at once by default. */
  static final int MOST = 512;

  private static final int LARGEST = 1 << 20;

  private final WireCodec codec = WireCodec.standard();
  private final byte[] head;
  private final byte[] tail;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private int spans;
  private int traces;

  SpanBatch(Map<String, String> resource) {
    JsonObject.Builder attributes = JsonObject.builder();
    resource.forEach(attributes::put);
    String empty = OtlpJson.request(List.of(), attributes.build()).toString();
    int middle = empty.lastIndexOf("[]") + 1;
    this.head = empty.substring(0, middle).getBytes(UTF_8);
    this.tail = empty.substring(middle).getBytes(UTF_8);
  }

  void add(JsonObject span) {
    if (spans > 0) {
      written.write(',');
    }
    written.writeBytes(codec.write(span));
    spans++;
  }

  /** The last span of a Trace was added. */
  void endTrace() {
    traces++;
  }

  boolean isFull() {
    return spans >= MOST || written.size() >= LARGEST;
  }

  boolean isEmpty() {
    return spans == 0;
  }

  int spans() {
    return spans;
  }

  /** Of how many Traces the last span is in it. */
  int traces() {
    return traces;
  }

  /** The request. */
  byte[] body() {
    ByteArrayOutputStream body =
        new ByteArrayOutputStream(head.length + written.size() + tail.length);
    body.writeBytes(head);
    body.writeBytes(written.toByteArray());
    body.writeBytes(tail);
    return body.toByteArray();
  }

  void clear() {
    written.reset();
    spans = 0;
    traces = 0;
  }
}
