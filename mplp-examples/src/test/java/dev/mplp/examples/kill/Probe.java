package dev.mplp.examples.kill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A client that never repeats a request, and sends one every 20 ms whatever became of others. */
final class Probe implements AutoCloseable {

  private static final long EVERY_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final HttpRequest request;
  private final Queue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
  private final ScheduledFuture<?> sending;
  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong slowest = new AtomicLong();

  Probe(String address) {
    this.request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
    this.sending = clock.scheduleAtFixedRate(this::send, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void send() {
    long begin = System.nanoTime();
    sent.incrementAndGet();
    answers.add(
        client
            .sendAsync(request, BodyHandlers.discarding())
            .whenComplete(
                (response, failure) -> {
                  slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
                  if (response == null || response.statusCode() != 200) {
                    failures.add(String.valueOf(response == null ? failure : response));
                  }
                }));
  }

  /** What was answered otherwise than by 200, or not at all. */
  Collection<String> failures() {
    return List.copyOf(failures);
  }

  /** How many were sent, how many of them failed, and for how long that is. */
  String told() {
    return String.format(
        Locale.ROOT,
        "%,d | %d | %.2f s | %.2f s",
        sent.get(),
        failures.size(),
        failures.size() * EVERY_MILLIS / 1e3,
        slowest.get() / 1e9);
  }

  /** Sends nothing more; returns when all are answered. */
  @Override
  public void close() {
    sending.cancel(false);
    clock.shutdown();
    Waiting.until(
        "all are answered",
        () -> clock.isTerminated() && answers.stream().allMatch(CompletableFuture::isDone));
  }
}
