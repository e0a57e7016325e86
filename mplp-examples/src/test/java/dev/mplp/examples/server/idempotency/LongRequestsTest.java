package dev.mplp.examples.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.administration.ActFilter;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Erasing with a key at two replicas, one of which does not come to its end. */
class LongRequestsTest {

  private static final String REPLAYED = "Idempotency-Replayed";

  private static final Storage STORAGE = InMemoryStorage.create();
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2030-05-06T07:08:09Z"));
  private static Replica one;
  private static Replica two;

  /** A server over the storage of all, which it may be cut off from. */
  private static final class Replica implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Mplp mplp;
    private final Idempotency keys;
    private final MplpServer server;
    private volatile boolean isCutOff;
    private volatile String cutOffAfter = "nothing";
    private volatile CountDownLatch lists = new CountDownLatch(0);
    private volatile CountDownLatch listing = new CountDownLatch(1);

    Replica() throws IOException {
      Storage seen =
          (Storage)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Storage.class},
                  (proxy, method, arguments) -> {
                    if (isCutOff) {
                      throw new StorageException(false, "it is cut off", null);
                    }
                    if (method.getName().equals("list") && isRequest()) {
                      listing.countDown();
                      assertThat(lists.await(30, TimeUnit.SECONDS)).isTrue();
                    }
                    try {
                      Object result = method.invoke(STORAGE, arguments);
                      isCutOff |= method.getName().equals("commit") && ends(arguments[0]);
                      return result;
                    } catch (InvocationTargetException e) {
                      throw Objects.requireNonNull(e.getCause());
                    }
                  });
      mplp = MplpRuntime.builder().storage(seen).build();
      keys = new Idempotency(mplp, seen, null, Duration.ofHours(1), new SetClock());
      server =
          MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
              .aroundCalls(keys)
              .start();
    }

    private static boolean isRequest() {
      return Thread.currentThread().getName().matches("mplp-http-[0-9]+");
    }

    private boolean ends(Object committed) {
      List<?> sets = committed instanceof ChangeSet set ? List.of(set) : (List<?>) committed;
      return isRequest()
          && sets.stream()
              .flatMap(set -> ((ChangeSet) set).changes().stream())
              .anyMatch(
                  change ->
                      change instanceof Change.PutDocument put
                          && new String(put.body(), UTF_8).contains(cutOffAfter));
    }

    HttpResponse<String> erase(String key) {
      return send("erase", "{\"subject\":\"carol\",\"reason\":\"" + key + "\"}", key);
    }

    HttpResponse<String> sweep(String key) {
      return send("sweep", "{\"policy\":{},\"reason\":\"tidy\"}", key);
    }

    private HttpResponse<String> send(String what, String body, String key) {
      try {
        return client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + server.port() + "/api/v1/administration/" + what))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    List<String> acts(String reason) {
      return mplp.administration().acts(ActFilter.ALL, null, 100).items().stream()
          .filter(act -> act.reason().equals(reason))
          .map(AdministrativeAct::act)
          .toList();
    }

    void isThereAgain() {
      isCutOff = false;
      cutOffAfter = "nothing";
      lists = new CountDownLatch(0);
    }

    @Override
    public void close() {
      isThereAgain();
      server.close();
      keys.close();
      mplp.close();
    }
  }

  private static final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return NOW.get();
    }
  }

  @BeforeAll
  static void start() throws IOException {
    one = new Replica();
    two = new Replica();
  }

  @AfterEach
  void bringBack() {
    one.isThereAgain();
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    STORAGE.close();
  }

  private static void underWay(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body()).contains("REQUEST_UNDER_WAY");
  }

  @Test
  void whileItGoesOn_noOtherReplicaBegins_andItsAnswerIsForAll() throws Exception {
    one.lists = new CountDownLatch(1);
    one.listing = new CountDownLatch(1);
    CompletableFuture<HttpResponse<String>> first =
        CompletableFuture.supplyAsync(() -> one.erase("k-1"));
    assertThat(one.listing.await(30, TimeUnit.SECONDS)).isTrue();
    underWay(two.erase("k-1"));
    NOW.updateAndGet(at -> at.plus(LongRequests.SILENCE.minusSeconds(1)));
    one.keys.giveSigns();
    NOW.updateAndGet(at -> at.plusSeconds(2));
    underWay(two.erase("k-1"));
    assertThat(two.acts("k-1")).containsExactly("person.erasure_begun");

    one.lists.countDown();
    HttpResponse<String> done = first.get(30, TimeUnit.SECONDS);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    HttpResponse<String> again = two.erase("k-1");
    assertThat(again.body()).isEqualTo(done.body());
    assertThat(again.headers().firstValue(REPLAYED)).hasValue("true");
    assertThat(two.acts("k-1")).containsExactly("person.erasure_begun", "person.erased");
  }

  @Test
  void replicaThatDiesAfterItBegan_leavesTheNote_andAnotherBeginsAgain() {
    diesAfter("d-1", "person.erasure_begun", "person.erasure_begun");
  }

  @Test
  void replicaThatDiesBetweenTheEndAndItsAnswer_leavesTheNote_andAnotherBeginsAgain() {
    diesAfter("d-2", "person.erased", "person.erasure_begun", "person.erased");
  }

  private void diesAfter(String key, String act, String... acts) {
    one.cutOffAfter = "\"" + act + "\"";
    assertThat(one.erase(key).statusCode()).isGreaterThanOrEqualTo(200);
    assertThat(one.isCutOff).isTrue();
    assertThat(two.acts(key)).containsExactly(acts);
    underWay(two.erase(key));
    NOW.updateAndGet(at -> at.plus(LongRequests.SILENCE).plusSeconds(1));
    HttpResponse<String> done = two.erase(key);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(done.headers().firstValue(REPLAYED)).isEmpty();
    assertThat(two.erase(key).headers().firstValue(REPLAYED)).hasValue("true");
    assertThat(two.acts(key)).hasSize(acts.length + 2).endsWith("person.erased");
  }

  @Test
  void requestThatFails_isForgotten_asSoonAsTheStorageIsThere() {
    one.cutOffAfter = "\"person.erasure_begun\"";
    assertThat(one.erase("k-4").statusCode()).isEqualTo(500);
    one.isThereAgain();
    HttpResponse<String> done = one.erase("k-4");
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (done.statusCode() == 409 && System.nanoTime() < end) {
      done = one.erase("k-4");
    }
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(done.headers().firstValue(REPLAYED)).isEmpty();
  }

  @Test
  void sameKeyOfAnotherRequest_isRefused_whileTheFirstIsUnderWay() {
    one.cutOffAfter = "\"person.erasure_begun\"";
    one.erase("k-5");
    NOW.updateAndGet(at -> at.plus(LongRequests.SILENCE).plusSeconds(1));
    HttpResponse<String> other = two.sweep("k-5");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED");
  }
}
