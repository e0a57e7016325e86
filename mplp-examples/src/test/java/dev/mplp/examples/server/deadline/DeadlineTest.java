package dev.mplp.examples.server.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.Root;
import dev.mplp.context.StateKey;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls over a storage each access to which takes a second of the time that they have. */
class DeadlineTest {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final AtomicLong NANOS = new AtomicLong();
  private static final AtomicInteger ACCESSES = new AtomicInteger();

  private static volatile long stepNanos;
  private static Mplp mplp;
  private static MplpServer server;
  private static Context context;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    Storage storage = slow(InMemoryStorage.create());
    mplp = MplpRuntime.builder().ownedStorage(Deadline.over(storage)).build();
    server =
        MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
            .aroundCalls(new Deadline(LIMIT, NANOS::get))
            .start();
    context = mplp.contexts().open("Large", Root.of("a", "b"));
    for (int i = 0; i < 1_000; i++) {
      mplp.contexts().state(context.contextId()).put(StateKey.text("k" + i), "x", 0);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
    mplp.close();
  }

  private static Storage slow(Storage storage) {
    return (Storage)
        Proxy.newProxyInstance(
            DeadlineTest.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              if (Thread.currentThread().getName().matches("mplp-http-[0-9]+")) {
                NANOS.addAndGet(stepNanos);
                ACCESSES.incrementAndGet();
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            });
  }

  @BeforeEach
  void slowDown() {
    stepNanos = Duration.ofSeconds(1).toNanos();
    ACCESSES.set(0);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path);
    return client.send(
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void callOfManyPages_isEndedAtTheNextOneAfterItsTime() throws Exception {
    String verify = "/contexts/" + context.contextId() + "/verify";
    HttpResponse<String> ended = send("POST", verify, "");
    assertThat(ended.statusCode()).as(ended.body()).isEqualTo(504);
    assertThat(ended.body())
        .contains("\"CALL_TIMEOUT\"", "within 2 s", "what was changed by then stays");
    int made = ACCESSES.getAndSet(0);
    assertThat(made).isBetween(3, 9); // some are made before the call begins

    stepNanos = 0;
    assertThat(send("POST", verify, "").statusCode()).isEqualTo(200);
    assertThat(ACCESSES).hasValueGreaterThan(2 * made);
  }

  @Test
  void shortCalls_haveTheWholeTimeEach() throws Exception {
    for (int i = 0; i < 3; i++) {
      String path = "/contexts/" + context.contextId();
      assertThat(send("GET", path, "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void callThatIsEndedBeforeItsCommit_changesNothing() throws Exception {
    stepNanos = LIMIT.plusSeconds(1).toNanos();
    String body = "{\"title\":\"Late\",\"root\":{\"domain\":\"a\",\"environment\":\"b\"}}";
    assertThat(send("POST", "/contexts/open", body).statusCode()).isEqualTo(504);
    assertThat(mplp.contexts().list(ContextFilter.all(), null, 500).items())
        .noneMatch(each -> each.title().equals("Late"));
  }

  @Test
  void sweep_mayTakeItsTime() throws Exception {
    StringJoiner keeps = new StringJoiner(",");
    for (String each : List.of("plans", "dialogs", "contexts")) {
      keeps.add('"' + each + "\":{\"age\":\"P1D\"}");
    }
    String body = "{\"policy\":{\"keeps\":{" + keeps + "}},\"reason\":\"tidy\"}";
    HttpResponse<String> swept = send("POST", "/administration/sweep", body);
    assertThat(swept.statusCode()).as(swept.body()).isEqualTo(200);
    assertThat(ACCESSES).hasValueGreaterThan(9);
  }
}
