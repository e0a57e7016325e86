package dev.mplp.runtime.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that may fail: after three in a row that did, or were slow, nobody tries for a while, and
 * then one at a time until one is good again. Thread-safe.
 */
final class Tries {

  private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
  private static final int ENOUGH = 3;
  private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LAST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final Consumer<String> failed;
  private final AtomicInteger inARow = new AtomicInteger();
  private volatile @Nullable Outage outage;

  /** Since when nobody tries. */
  private record Outage(long until, long pause, String reason) {}

  /**
   * Nothing has failed yet.
   *
   * @param failed told why
   */
  Tries(Consumer<String> failed) {
    this.failed = failed;
  }

  /** The answer, also a slow one; empty when there is none, or nobody tries. */
  <T> Optional<T> call(Supplier<T> call) {
    Outage before = outage;
    long begin = System.nanoTime();
    if (before != null && before.until() - begin > 0) {
      return Optional.empty();
    }
    if (before != null) { // the others go on waiting while this one tries
      outage = new Outage(begin + before.pause(), before.pause(), before.reason());
    }
    try {
      T answer = call.get();
      long took = System.nanoTime() - begin;
      if (took < SLOW) {
        good(before);
      } else {
        bad(before, "it took " + Duration.ofNanos(took).toMillis() + " ms to answer");
      }
      return Optional.of(answer);
    } catch (RuntimeException e) {
      bad(before, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * An answer that nobody waits for; empty when there is none, or nobody tries. That it came tells
   * nothing of how long a reader would have waited.
   */
  <T> CompletableFuture<Optional<T>> later(Supplier<CompletionStage<T>> call) {
    Outage before = outage;
    if (before != null && before.until() - System.nanoTime() > 0) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletionStage<T> coming;
    try {
      coming = call.get();
    } catch (RuntimeException e) {
      coming = CompletableFuture.failedStage(e);
    }
    return coming
        .handle(
            (answer, error) -> {
              if (error == null) {
                return Optional.of(answer);
              }
              Throwable cause = error.getCause() == null ? error : error.getCause();
              bad(before, String.valueOf(cause.getMessage()));
              return Optional.<T>empty();
            })
        .toCompletableFuture();
  }

  private void good(@Nullable Outage before) {
    if (inARow.get() != 0) {
      inARow.set(0);
    }
    if (before != null) {
      outage = null;
      if (before.pause() > FIRST_PAUSE) {
        LOG.info("the cache answers again");
      }
    }
  }

  private void bad(@Nullable Outage before, String reason) {
    if (inARow.incrementAndGet() >= ENOUGH) {
      long pause = before == null ? FIRST_PAUSE : Math.min(before.pause() * 2, LAST_PAUSE);
      if (before != null && before.pause() == FIRST_PAUSE) { // not for a few that are late
        LOG.warn("the cache fails, reads go to the storage: {}", reason);
      }
      outage = new Outage(System.nanoTime() + pause, pause, reason);
    }
    failed.accept(reason);
  }

  /** Why nobody tries; null when they do, or would if there were anybody who looks. */
  @Nullable String reason() {
    Outage now = outage;
    return now == null || System.nanoTime() - now.until() > LAST_PAUSE ? null : now.reason();
  }
}
