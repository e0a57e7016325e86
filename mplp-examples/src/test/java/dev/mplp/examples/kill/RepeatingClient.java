package dev.mplp.examples.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.WireCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A client as it should be: a request that was not answered, or answered by 429, 502, 503 or 504,
 * or that is still under way, is sent again with the same Idempotency-Key a little later.
 */
final class RepeatingClient {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String server;
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger replayed = new AtomicInteger();

  RepeatingClient(String server) {
    this.server = server;
  }

  /** How many requests were sent again. */
  int repeated() {
    return repeated.get();
  }

  /** How many of them had been carried out before. */
  int replayed() {
    return replayed.get();
  }

  JsonObject get(String path) throws InterruptedException {
    return answer(request(path).GET(), path, 200);
  }

  JsonObject post(String path, JsonObject body, int status) throws InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body.toString()));
    return answer(request, path, status);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost" + path)).timeout(PATIENCE);
  }

  private JsonObject answer(HttpRequest.Builder request, String path, int status)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    URI address = URI.create(server + "/api/v1" + path);
    while (true) {
      String trouble;
      try {
        HttpResponse<byte[]> answer =
            client.send(request.uri(address).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() == status) {
          answer
              .headers()
              .firstValue("Idempotency-Replayed")
              .ifPresent(any -> replayed.incrementAndGet());
          return WireCodec.standard().parse(answer.body()).asObject();
        }
        trouble = answer.statusCode() + " " + new String(answer.body(), UTF_8);
        if (!mayComeAgain(answer.statusCode(), trouble)) {
          throw new IllegalStateException(path + ": " + trouble);
        }
      } catch (IOException e) {
        trouble = e.toString();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(path + " in vain, at last: " + trouble);
      }
      repeated.incrementAndGet();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private static boolean mayComeAgain(int status, String text) {
    return LATER.contains(status) || text.contains("REQUEST_UNDER_WAY");
  }
}
