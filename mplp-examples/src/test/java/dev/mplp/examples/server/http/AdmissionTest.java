package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.examples.server.security.RequestCredentials;
import dev.mplp.examples.server.security.UnauthenticatedException;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final int THREADS = 16;
  private static final int CALLS = THREADS * 5 / 8;
  private static final String LINES = "application/x-ndjson";
  private static final String OBJECTS =
      "/api/v1/contexts/00000000-0000-4000-8000-000000000000/objects";
  private static final String CONTEXTS = "/api/v1/contexts";

  private static final Mplp MPLP = MplpRuntime.builder().build();
  private static final CountDownLatch HOLD = new CountDownLatch(1);
  private static final Semaphore HELD = new Semaphore(0);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static MplpServer server;

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    server =
        MplpServer.builder(MPLP, AdmissionTest::named, AdmissionTest::routes)
            .threads(THREADS)
            .stopTimeout(Duration.ofMillis(300))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    MPLP.close();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static Principal named(RequestCredentials credentials) {
    String name = String.join("", credentials.authorization());
    if (name.isBlank()) {
      throw UnauthenticatedException.missing("say who you are");
    }
    return Principal.of(name);
  }

  private static void routes(Routes routes, Probes probes) {
    AllRoutes.declare(routes, probes);
    Routes.Group tests = routes.group("tests", "What tests need");
    tests
        .get("/endless", "endless", "Lines without an end")
        .answers(Reply.lines(String.class))
        .by(
            call ->
                out -> {
                  byte[] line = ("\"" + "x".repeat(8_000) + "\"\n").getBytes(UTF_8);
                  while (!Thread.interrupted()) {
                    out.write(line);
                  }
                });
    tests
        .get("/held", "held", "What takes its time")
        .answers(Reply.done())
        .by(call -> Done.after(AdmissionTest::hold));
  }

  private static void hold() {
    HELD.release();
    try {
      HOLD.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tooManyCalls_areRefusedForAMoment_whileProbesAnswer() throws Exception {
    for (int i = 0; i < CALLS; i++) {
      begin("ada", "GET /api/v1/held");
    }
    assertThat(HELD.tryAcquire(CALLS, 30, TimeUnit.SECONDS)).isTrue();
    HttpResponse<String> refused = get("eve", CONTEXTS);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"UNAVAILABLE\"", "too many requests");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(refused.body()).contains("\"retryable\":true");
    assertThat(get("eve", "/health").statusCode()).isEqualTo(200);
    assertThat(get("eve", "/ready").statusCode()).isEqualTo(200);

    HOLD.countDown();
    assertThat(untilNot(503, () -> get("eve", CONTEXTS)).statusCode()).isEqualTo(200);
  }

  @Test
  void bodiesThatDoNotCome_takeNothingFromOthers_andHaveAnEndForEach() throws Exception {
    for (String caller : List.of("ada", "bob", "cid")) {
      for (int i = 0; i < THREADS; i++) {
        awaited(caller, CONTEXTS, "application/json");
      }
    }
    HttpResponse<String> made =
        send(
            "eve",
            "/api/v1/contexts/open",
            "application/json",
            "{\"title\":\"A\",\"root\":{\"domain\":\"a\",\"environment\":\"b\"}}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(get("ada", CONTEXTS).statusCode()).isEqualTo(200);

    Socket more = begin("ada", "POST " + CONTEXTS, "Content-Length: 100", "Content-Type: a/b");
    String refused = new String(more.getInputStream().readAllBytes(), UTF_8);
    assertThat(refused).startsWith("HTTP/1.1 429").contains("too many bodies on their way");

    Socket first = sockets.get(0);
    first.getOutputStream().write(" ".repeat(100).getBytes(UTF_8));
    byte[] answer = first.getInputStream().readNBytes("HTTP/1.1 400".length());
    assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 400");
    awaited("ada", CONTEXTS, "application/json");
  }

  @Test
  void bodiesOfWhoIsNotKnown_areNotWaitedFor() throws Exception {
    Socket socket = begin("", "POST " + CONTEXTS, "Content-Length: 100");
    String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
    assertThat(answer).startsWith("HTTP/1.1 401");
  }

  @Test
  void tooManyImports_areRefusedForAMoment_whileOthersGoOn() throws Exception {
    Socket first = awaited("ada", OBJECTS, LINES);
    try {
      assertThat(send("ada", OBJECTS, LINES, "\n").statusCode()).isEqualTo(429);
      HttpResponse<String> second = send("eve", OBJECTS, LINES, "\n");
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.body()).contains("too many imports");
      assertThat(get("ada", CONTEXTS).statusCode()).isEqualTo(200);
    } finally {
      first.close();
    }
    HttpResponse<String> next = untilNot(503, () -> send("eve", OBJECTS, LINES, "\n"));
    assertThat(next.statusCode()).isEqualTo(200);
  }

  @Test
  void answersThatNobodyReads_holdNoOtherUp() throws Exception {
    int refused = 0;
    for (int i = 0; i < THREADS; i++) {
      Socket socket = begin("reader" + i, "GET /api/v1/endless");
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      refused += new String(status, UTF_8).endsWith("503") ? 1 : 0;
    }
    assertThat(refused).isEqualTo(THREADS - 1);
    assertThat(get("eve", "/health").statusCode()).isEqualTo(200);
    assertThat(get("eve", CONTEXTS).statusCode()).isEqualTo(200);
  }

  @Test
  void exports_areLimitedByThemselves_andForEach() {
    Admission admission = new Admission(64, 1 << 20, 1 << 20);
    Principal ada = Principal.of("ada");
    Principal eve = Principal.of("eve");
    List<Runnable> ends = new ArrayList<>();
    for (Principal each : List.of(ada, ada, eve, eve)) {
      ends.add(admission.beginExport(each));
    }
    assertThatThrownBy(() -> admission.beginExport(Principal.of("ada", "a role")))
        .hasMessageContaining("too many exports of yours");
    assertThatThrownBy(() -> admission.beginExport(Principal.of("bob")))
        .hasMessageContaining("too many exports are");
    admission.beginImport(ada).run();
    ends.get(0).run();
    admission.beginExport(ada).run();
  }

  private interface Attempt {
    HttpResponse<String> make() throws Exception;
  }

  /** Tries until the status is another one, or half a minute is over. */
  private static HttpResponse<String> untilNot(int status, Attempt attempt) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    HttpResponse<String> last = attempt.make();
    while (last.statusCode() == status && System.nanoTime() < end) {
      last = attempt.make();
    }
    return last;
  }

  /** Begins a request whose head is all that is sent. */
  private Socket begin(String caller, String line, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    sockets.add(socket);
    String head = line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + caller + "\r\n";
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    socket.getOutputStream().write((head + more + "\r\n").getBytes(UTF_8));
    return socket;
  }

  /** A request whose body is waited for. */
  private Socket awaited(String caller, String path, String type) throws IOException {
    Socket socket =
        begin(
            caller,
            "POST " + path,
            "Expect: 100-continue",
            "Content-Type: " + type,
            "Content-Length: 100");
    byte[] go = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
    assertThat(new String(go, UTF_8)).startsWith("HTTP/1.1 100");
    return socket;
  }

  private static HttpResponse<String> get(String caller, String path) throws Exception {
    return CLIENT.send(request(caller, path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(String caller, String path, String type, String body)
      throws Exception {
    return CLIENT.send(
        request(caller, path)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String caller, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", caller)
        .timeout(Duration.ofSeconds(30));
  }
}
