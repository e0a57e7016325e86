package dev.mplp.examples.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.context.ContextFilter;
import dev.mplp.examples.server.TestServer;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.crypto.AesGcm;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a key over HTTP. */
class IdempotencyTest {

  private static final String OPEN = "/api/v1/contexts/open";
  private static final String KEY = "Idempotency-Key";

  private static TestServer server;

  @BeforeAll
  static void start() {
    String key = "one:" + Base64.getEncoder().encodeToString(new byte[32]);
    server = TestServer.start(MplpRuntime.builder().encryption(AesGcm.of(key, false)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String body(String title) {
    return "{\"title\":\"" + title + "\",\"root\":{\"domain\":\"a\",\"environment\":\"b\"}}";
  }

  private static HttpResponse<String> open(String title, String key, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(KEY, key));
    return server.send("POST", OPEN, body(title), all.toArray(new String[0]));
  }

  private static long count(String title) {
    return server.mplp().contexts().list(ContextFilter.all(), null, 500).items().stream()
        .filter(one -> one.title().equals(title))
        .count();
  }

  private static String code(HttpResponse<String> problem) {
    return TestServer.json(problem).asObject().string("code").orElseThrow();
  }

  @Test
  void sameRequest_isAnsweredAsBefore_andDoneOnce() {
    HttpResponse<String> first = open("once", "k-1");
    HttpResponse<String> second = open("once", "k-1");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isPresent()
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(count("once")).isEqualTo(1);
  }

  @Test
  void keyOfAnotherRequest_isRefused_andOfAnotherCallerIsAnotherKey() {
    assertThat(open("mine", "k-2").statusCode()).isEqualTo(201);

    HttpResponse<String> other = open("another", "k-2");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(code(other)).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    HttpResponse<String> elsewhere =
        server.send("POST", "/api/v1/contexts", body("mine"), KEY, "k-2");
    assertThat(elsewhere.statusCode()).isEqualTo(422);
    assertThat(code(elsewhere)).isEqualTo("IDEMPOTENCY_KEY_REUSED");

    HttpResponse<String> bob = open("mine", "k-2", "Authorization", "Bearer bob");
    assertThat(bob.statusCode()).isEqualTo(201);
    assertThat(bob.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(count("mine")).isEqualTo(2);
  }

  @Test
  void refusal_leavesNothingBehind() {
    HttpResponse<String> made = open("held", "k-3");
    String path = made.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> tooEarly = server.send("POST", path + "/archive", "", KEY, "k-4");
    assertThat(tooEarly.statusCode()).isEqualTo(409);
    assertThat(server.send("POST", path + "/close", "", KEY, "k-5").statusCode()).isEqualTo(200);

    HttpResponse<String> archived = server.send("POST", path + "/archive", "", KEY, "k-4");
    assertThat(archived.statusCode()).as(archived.body()).isEqualTo(200);
    HttpResponse<String> again = server.send("POST", path + "/archive", "", KEY, "k-4");
    assertThat(again.body()).isEqualTo(archived.body());

    assertThat(server.send("DELETE", path, "", KEY, "k-6").statusCode()).isEqualTo(204);
    HttpResponse<String> gone = server.send("DELETE", path, "", KEY, "k-6");
    assertThat(gone.statusCode()).isEqualTo(204);
    assertThat(gone.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(server.send("DELETE", path, "", KEY, "k-7").statusCode()).isEqualTo(404);
  }

  @Test
  void change_isMadeOverTheVersionThatWasRead_once() {
    HttpResponse<String> made = open("before", "k-8");
    String path = made.headers().firstValue("Location").orElseThrow();
    String tag = server.get(path).headers().firstValue("ETag").orElseThrow();
    JsonObject context = TestServer.json(made).asObject().with("title", "after");
    String[] headers = {"If-Match", tag, KEY, "k-9"};

    HttpResponse<String> put = server.send("PUT", path, context.toString(), headers);
    HttpResponse<String> again = server.send("PUT", path, context.toString(), headers);

    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("ETag")).isEqualTo(put.headers().firstValue("ETag"));
  }

  @Test
  void manyAtOnce_oneIsDone_theOthersComeAgainOrAreAnsweredTheSame() {
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(CompletableFuture.supplyAsync(() -> open("many", "k-10")));
    }
    String body = null;
    for (CompletableFuture<HttpResponse<String>> each : all) {
      HttpResponse<String> response = each.join();
      if (response.statusCode() == 409) {
        assertThat(code(response)).isEqualTo("REQUEST_UNDER_WAY");
        assertThat(response.body()).contains("\"retryable\":true");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      } else {
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(body == null || body.equals(response.body())).isTrue();
        body = response.body();
      }
    }
    assertThat(count("many")).isEqualTo(1);
    assertThat(open("many", "k-10").body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space"})
  void keyThatIsNone_isRefused(String key) {
    HttpResponse<String> response = open("never", key);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(code(response)).isEqualTo("INVALID_REQUEST");
    assertThat(count("never")).isZero();
  }

  @Test
  void keyThatIsTooLong_isRefused() {
    assertThat(open("long", "k".repeat(256)).statusCode()).isEqualTo(400);
    assertThat(open("long", "k".repeat(255)).statusCode()).isEqualTo(201);
  }

  @Test
  void outcome_isReadAsItWasOnceStored() {
    String stored =
        "{\"v\":1,\"at\":\"2030-05-06T07:08:09Z\",\"request\":\"ab\",\"objects\":[{\"kind\":"
            + "\"context\",\"id\":\"x\"}],\"answer\":{\"status\":201,\"headers\":{\"Location\":"
            + "\"/y\"},\"type\":\"application/json\",\"body\":\"e30=\"}}";
    Document document =
        new Document(
            new DocumentKey("default", RequestKey.KIND, "id"),
            2,
            7,
            stored.getBytes(UTF_8),
            Map.of());
    assertThat(OutcomeJson.read(document))
        .usingRecursiveComparison()
        .isEqualTo(
            new Outcome(
                Instant.parse("2030-05-06T07:08:09Z"),
                "ab",
                List.of(new Outcome.Put("context", "x")),
                new Outcome.Kept(
                    201, Map.of("Location", "/y"), "application/json", new byte[] {'{', '}'})));
  }
}
