package dev.mplp.runtime.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A receiver of Traces that reads each request with OpenTelemetry's own classes, strictly, and can
 * go away and come back. It has what it answered 200 to.
 */
final class Collector implements AutoCloseable {

  private final Queue<Answered> next = new ConcurrentLinkedQueue<>();
  private final List<ExportTraceServiceRequest> taken = new CopyOnWriteArrayList<>();
  private final List<Long> asked = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final int port;
  private HttpServer server;

  /** What it answers to one request. */
  record Answered(int status, String retryAfter, String body) {}

  Collector() throws IOException {
    server = open(0);
    port = server.getAddress().getPort();
  }

  private HttpServer open(int at) throws IOException {
    HttpServer opened =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
    opened.createContext("/v1/traces", this::take);
    opened.start();
    return opened;
  }

  private void take(HttpExchange exchange) throws IOException {
    asked.add(System.nanoTime());
    byte[] body = exchange.getRequestBody().readAllBytes();
    Answered answer = next.poll();
    int status = answer == null ? 200 : answer.status();
    if (status == 200) {
      read(exchange, new String(body, UTF_8));
    }
    byte[] text = (answer == null ? "{}" : answer.body()).getBytes(UTF_8);
    if (answer != null && !answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private void read(HttpExchange exchange, String body) {
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    try {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (!exchange.getRequestMethod().equals("POST") || !"application/json".equals(type)) {
        problems.add(exchange.getRequestMethod() + ' ' + type);
      }
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      JsonFormat.parser().merge(body, request); // refuses what it does not know
      taken.add(request.build());
    } catch (IOException e) {
      problems.add(e + ": " + body);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/v1/traces");
  }

  /** Answers the next request like this, and those after it in the order in which they are told. */
  void answer(int status, String retryAfter, String body) {
    next.add(new Answered(status, retryAfter, body));
  }

  /** Nobody listens. */
  void goAway() {
    server.stop(0);
  }

  void comeBack() throws IOException {
    server = open(port);
  }

  List<String> problems() {
    return problems;
  }

  List<String> tokens() {
    return tokens;
  }

  /** When it was asked, by the nano clock. */
  List<Long> asked() {
    return asked;
  }

  List<ResourceSpans> resources() {
    return taken.stream().flatMap(one -> one.getResourceSpansList().stream()).toList();
  }

  List<Span> spans() {
    return resources().stream()
        .flatMap(one -> one.getScopeSpansList().stream())
        .flatMap(one -> one.getSpansList().stream())
        .toList();
  }

  /** In OTLP's JSON ids are hex, which the classes take for base64. */
  static String id(com.google.protobuf.ByteString bytes) {
    String text = Base64.getEncoder().encodeToString(bytes.toByteArray());
    HexFormat.of().parseHex(text);
    return text;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
