package dev.mplp.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.examples.server.security.Authenticator;
import dev.mplp.examples.server.security.RequestCredentials;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.Principal;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.Caching;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryObjectCache;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.ObjectCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every route: probes, problems, conditions, codings, the description. */
class ServerTest {

  private static final String CONTEXTS = "/api/v1/contexts";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void probes_nameEachDependencyAndNeedNoCaller() {
    HttpRequest.Builder anonymous = HttpRequest.newBuilder(server.request("/health").build().uri());
    HttpResponse<String> health = server.send(anonymous);
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"status\":\"up\"");
    HttpResponse<String> ready =
        server.send(HttpRequest.newBuilder(server.request("/ready").build().uri()));
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"ready\":true", "\"name\":\"storage\"");
  }

  @Test
  void serverThatCanTellNobody_isNotReady_untilItCan() {
    AtomicReference<Status> status = new AtomicReference<>(Status.DOWN);
    Authenticator keyless =
        new Authenticator() {
          @Override
          public Principal authenticate(RequestCredentials credentials) {
            return Principal.of("ada");
          }

          @Override
          public Optional<Part> health() {
            return Optional.of(new Part("token-keys", status.get(), "as the test wants it"));
          }
        };
    try (TestServer other = TestServer.start(MplpRuntime.builder(), keyless)) {
      assertThat(other.get("/ready").body())
          .contains("\"ready\":false", "token-keys", "as the test wants it");
      assertThat(other.get("/health").statusCode()).isEqualTo(200);
      status.set(Status.DEGRADED);
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      HttpResponse<String> ready = other.get("/ready");
      while (ready.statusCode() == 503 && System.nanoTime() < end) {
        ready = other.get("/ready");
      }
      assertThat(ready.body()).contains("\"ready\":true", "\"status\":\"degraded\"");
    }
  }

  @Test
  void bodyOfVeryManyValues_isRefusedAsItIsRead() {
    String many = "[" + "0,".repeat(100_000) + "0]";
    HttpResponse<String> refused = server.send("POST", CONTEXTS + "/open", many);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("\"INVALID_REQUEST\"", "json/values", "not have more than 100000 values");
    HttpResponse<String> deep = server.send("POST", CONTEXTS + "/open", "[".repeat(501));
    assertThat(deep.statusCode()).isEqualTo(400);
    assertThat(deep.body()).contains("json/depth", "deeper than 500 levels");
  }

  @Test
  void draining_isNotReadyButAnswers() throws IOException {
    try (TestServer other = TestServer.start()) {
      other.server().drain();
      assertThat(other.get("/ready").statusCode()).isEqualTo(503);
      assertThat(other.get("/health").statusCode()).isEqualTo(200);
      assertThat(other.get(CONTEXTS).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404, ROUTE_NOT_FOUND",
    "GET, /api/v1/contexts/, 404, ROUTE_NOT_FOUND",
    "DELETE, /api/v1/contexts, 405, METHOD_NOT_ALLOWED",
    "TRACE, /api/v1/contexts, 405, METHOD_NOT_ALLOWED",
    "GET, /api/v1/contexts/nobody, 400, INVALID_REQUEST",
    "GET, /api/v1/contexts?limit=0, 400, INVALID_REQUEST",
    "GET, /api/v1/contexts?limit=many, 400, INVALID_REQUEST",
    "GET, /api/v1/contexts?status=lost, 400, INVALID_REQUEST",
    "GET, /api/v1/contexts?colour=red, 400, INVALID_REQUEST",
    "GET, /api/v1/contexts?limit=1&limit=2, 400, INVALID_REQUEST",
    "GET, /api/v1/contexts?after=xyz, 400, INVALID_CURSOR",
    "GET, /api/v1/contexts/2b5f0f0e-7c1f-4c0e-9d53-0a9a7f6f1b11, 404, CONTEXT_NOT_FOUND",
  })
  void badRequest_isAProblemThatSaysWhat(String method, String path, int status, String code) {
    HttpResponse<String> answer =
        server.send(server.request(path).method(method, BodyPublishers.noBody()));
    assertProblem(answer, status, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | 400 | INVALID_REQUEST | json/syntax",
        "{\"title\": \"a\", \"title\": \"b\"} | 400 | INVALID_REQUEST | /title",
        "{} x | 400 | INVALID_REQUEST | json/",
        "[] | 422 | VALIDATION_FAILED | schema/type",
        "{\"title\": 3, \"colour\": 1} | 422 | VALIDATION_FAILED | \"/colour\"",
        "{\"title\": 3, \"colour\": 1} | 422 | VALIDATION_FAILED | \"/root\"",
      })
  void badBody_isAProblemThatSaysWhere(String body, int status, String code, String where) {
    HttpResponse<String> answer = server.send("POST", CONTEXTS + "/open", body);
    assertProblem(answer, status, code);
    assertThat(answer.body()).contains(where);
  }

  @Test
  void moreThanIsTold_isRefusedAllTheSame() {
    String unknown =
        IntStream.range(0, 100).mapToObj(i -> "\"a" + i + "\": 0, ").collect(joining());
    HttpResponse<String> answer =
        server.send("POST", CONTEXTS + "/open", "{" + unknown + "\"root\": {\"domain\": 1}}");
    assertProblem(answer, 422, "VALIDATION_FAILED");
  }

  @Test
  void readiness_tellsDetailsOnThisMachineAlone() {
    String detail = "steps are ready";
    assertThat(server.get("/ready").body()).contains(detail);
    HttpResponse<String> forwarded =
        server.send(server.request("/ready").header("X-Forwarded-For", "192.0.2.7"));
    assertThat(forwarded.body()).contains("\"name\":\"storage\"").doesNotContain(detail);
  }

  @Test
  void close_cutsOffWhatDoesNotEnd() throws IOException {
    MplpServer other =
        MplpServer.builder(server.mplp(), caller -> Principal.of("ada"), AllRoutes::declare)
            .stopTimeout(Duration.ofMillis(300))
            .start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
      String head =
          String.join(
              "\r\n",
              "POST /api/v1/contexts HTTP/1.1",
              "Host: localhost",
              "Expect: 100-continue",
              "Content-Type: application/json",
              "Content-Length: 100",
              "",
              "");
      socket.getOutputStream().write(head.getBytes(UTF_8));
      byte[] go = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
      assertThat(new String(go, UTF_8)).isEqualTo("HTTP/1.1 100"); // it waits for the body
      assertThatCode(other::close).doesNotThrowAnyException();
    } finally {
      other.close();
    }
  }

  @Test
  void session_goesOnAtAnotherReplica() {
    ObjectCache cache = InMemoryObjectCache.create();
    try (InMemoryStorage storage = InMemoryStorage.create();
        TestServer one = TestServer.start(cached(storage, cache));
        TestServer other = TestServer.start(cached(storage, cache))) {
      HttpResponse<String> opened =
          one.send(
              "POST",
              CONTEXTS + "/open",
              "{\"title\":\"a\",\"root\":{\"domain\":\"d\",\"environment\":\"e\"}}");
      String path = opened.headers().firstValue("Location").orElseThrow();
      String token = opened.headers().firstValue("MPLP-Session").orElseThrow();
      HttpResponse<String> seen = other.send(other.request(path).header("MPLP-Session", token));
      assertThat(seen.statusCode()).isEqualTo(200);
      assertThat(seen.headers().firstValue("MPLP-Session")).isPresent();
      assertProblem(
          other.send(other.request(path).header("MPLP-Session", "no token!")),
          400,
          "INVALID_REQUEST");
    } finally {
      cache.close();
    }
  }

  private static MplpRuntime.Builder cached(InMemoryStorage storage, ObjectCache cache) {
    return MplpRuntime.builder().storage(storage).cache(Caching.by(cache));
  }

  @Test
  void methodNotAllowed_saysWhichAre() {
    HttpResponse<String> answer = server.send("DELETE", CONTEXTS, "");
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
    HttpResponse<String> options = server.send("OPTIONS", CONTEXTS, "");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
  }

  @Test
  void mediaTypes_areHeldTo() {
    assertProblem(
        server.send("POST", CONTEXTS, "<a/>", "Content-Type", "text/xml"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertProblem(
        server.send("POST", CONTEXTS, "{}", "Content-Type", "application/json; charset=latin1"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertProblem(
        server.send("POST", CONTEXTS, "{}", "Content-Encoding", "gzip"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertProblem(
        server.send(server.request(CONTEXTS).header("Accept", "text/html")), 406, "NOT_ACCEPTABLE");
    assertThat(
            server
                .send(server.request(CONTEXTS).header("Accept", "text/html, */*;q=0.1"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void largeBody_isRefusedAtItsHead() {
    assertProblem(server.send("POST", CONTEXTS, " ".repeat((1 << 20) + 1)), 413, "BODY_TOO_LARGE");
  }

  @Test
  void noCredentials_areChallenged() {
    HttpResponse<String> answer =
        server.send(HttpRequest.newBuilder(server.request(CONTEXTS).build().uri()));
    assertProblem(answer, 401, "UNAUTHENTICATED");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"mplp\"");
  }

  @Test
  void requestId_isTakenWhenSaneAndMadeElse() {
    assertThat(requestId("abc-1")).isEqualTo("abc-1");
    assertThat(requestId("a b\"c")).matches("[0-9a-f]{24}");
    HttpResponse<String> problem =
        server.send(server.request("/nothing").header("X-Request-Id", "find.me"));
    assertThat(TestServer.json(problem).asObject().string("request_id")).hasValue("find.me");
  }

  private static String requestId(String given) {
    return server
        .send(server.request("/health").header("X-Request-Id", given))
        .headers()
        .firstValue("X-Request-Id")
        .orElseThrow();
  }

  @Test
  void unchanged_isNotSentAgain() {
    JsonObject context =
        TestServer.json(
                server.send(
                    "POST",
                    CONTEXTS + "/open",
                    "{\"title\":\"t\",\"root\":{\"domain\":\"d\",\"environment\":\"e\"}}"))
            .asObject();
    String path = CONTEXTS + "/" + context.string("context_id").orElseThrow();
    String tag = server.get(path).headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> same =
        server.send(server.request(path).header("If-None-Match", "\"0\", W/" + tag));
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("ETag")).hasValue(tag);
    HttpResponse<String> other = server.send(server.request(path).header("If-None-Match", "\"0\""));
    assertThat(other.statusCode()).isEqualTo(200);
    HttpResponse<String> head =
        server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length"))
        .hasValue(other.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void longAnswer_isCompressedForWhoeverTakesIt() throws Exception {
    HttpRequest request = server.request("/openapi.json").header("Accept-Encoding", "gzip").build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(server.get("/openapi.json").body());
    }
  }

  @Test
  void bodyThatIsNotWaitedFor_endsTheConnectionWithAWord() throws IOException {
    String head = "POST /api/v1/nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n";
    assertThat(raw(head)).startsWith("HTTP/1.1 404").containsIgnoringCase("connection: close");
  }

  /** What comes back until the server ends the connection. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatIsNoHttp_isAProblemToo() throws IOException {
    for (String bad :
        new String[] {
          "GARBAGE\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "GET /a/%2e%2e/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
          "POST /api/v1/contexts HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        }) {
      assertThat(raw(bad))
          .startsWith("HTTP/1.1 4")
          .contains("application/problem+json", "\"code\":\"INVALID_REQUEST\"")
          .doesNotContain("jetty", "Exception", "<html");
    }
  }

  @Test
  void description_hasEveryRouteAndNoDanglingReference() {
    JsonObject document = TestServer.json(server.get("/openapi.json")).asObject();
    assertThat(document.string("openapi")).hasValue("3.1.0");
    assertThat(document.get("paths").asObject().names())
        .contains("/health", "/ready", CONTEXTS, CONTEXTS + "/{context_id}/state/{name}");
    JsonObject schemas = document.get("components").asObject().get("schemas").asObject();
    String text = document.toString();
    Matcher reference = Pattern.compile("#/components/schemas/(\\w+)").matcher(text);
    while (reference.find()) {
      assertThat(schemas.names()).contains(reference.group(1));
    }
    JsonValue open = schemas.get("ContextToOpen");
    assertThat(open)
        .hasToString(
            "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"},\"root\":"
                + "{\"$ref\":\"#/components/schemas/Root\"}},\"additionalProperties\":false,"
                + "\"required\":[\"title\",\"root\"]}");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = TestServer.json(answer).asObject();
    assertThat(problem.string("code")).hasValue(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.string("request_id")).isEqualTo(answer.headers().firstValue("X-Request-Id"));
    assertThat(answer.body()).doesNotContain("dev.mplp", "java.", "jetty");
  }
}
