package dev.mplp.runtime.remote;

import dev.mplp.MplpException;
import dev.mplp.observe.RuntimeListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers of each role why its requests could not be sent last, until one is sent, or so long
 * that nobody seems to send any. Thread-safe.
 */
final class FailedSends {

  private static final Logger LOG = LoggerFactory.getLogger(FailedSends.class);
  private static final long KEPT = Duration.ofMinutes(10).toNanos();

  private final Consumer<Consumer<RuntimeListener>> notices;
  private final Map<String, Failure> byRole = new ConcurrentHashMap<>();

  /**
   * That a request could not be sent.
   *
   * @param code tells kinds of failures apart, where words name messages as well
   * @param at by {@link System#nanoTime}
   */
  private record Failure(String code, String why, long at) {}

  FailedSends(Consumer<Consumer<RuntimeListener>> notices) {
    this.notices = notices;
  }

  /** The same answer, after it was noted whether the request was sent. */
  CompletableFuture<Void> watch(String role, CompletableFuture<Void> answer) {
    return answer.whenComplete(
        (sent, error) -> {
          if (error == null) {
            sent(role);
          } else {
            failed(role, error instanceof CompletionException ? error.getCause() : error);
          }
        });
  }

  private void sent(String role) {
    if (byRole.remove(role) != null) {
      LOG.info("requests for agents of role {} are sent again", role);
    }
  }

  /** Told once for each kind of failure: it is tried again every second. */
  private void failed(String role, @Nullable Throwable cause) {
    String code = cause instanceof MplpException mplp ? mplp.code() : String.valueOf(cause);
    String why = cause instanceof MplpException ? String.valueOf(cause.getMessage()) : code;
    Failure before = byRole.put(role, new Failure(code, why, System.nanoTime()));
    if (before == null || !before.code().equals(code)) {
      LOG.warn("a request for agents of role {} could not be sent: {}", role, why);
    }
    notices.accept(listener -> listener.remoteRequestFailed(role));
  }

  /** What cannot be sent at the moment, for people; null for nothing. */
  @Nullable String trouble() {
    long now = System.nanoTime();
    byRole.values().removeIf(failure -> now - failure.at() > KEPT);
    return byRole.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(FailedSends::told)
        .orElse(null);
  }

  private static String told(Map.Entry<String, Failure> first) {
    return "requests for agents of role "
        + first.getKey()
        + " cannot be sent: "
        + first.getValue().why();
  }
}
