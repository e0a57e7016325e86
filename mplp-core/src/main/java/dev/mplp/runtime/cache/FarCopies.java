package dev.mplp.runtime.cache;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.CacheException;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared cache as those see it who do not want to fail with it: what fails is told and counts
 * as nothing, and after a failure nobody tries for a while, so that only one reader waits in vain.
 */
final class FarCopies {

  private static final Logger LOG = LoggerFactory.getLogger(FarCopies.class);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LAST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final ObjectCache cache;
  private final CacheLimits limits;
  private final RuntimeListener listener;
  private volatile @Nullable Outage outage;

  /** Since when nobody tries. */
  private record Outage(long until, long pause, String reason) {}

  FarCopies(ObjectCache cache, CacheLimits limits, RuntimeListener listener) {
    this.cache = cache;
    this.limits = limits;
    this.listener = listener;
  }

  /** What is there; empty when the cache is away. */
  Optional<Answer> look(DocumentKey key) {
    return tried(() -> cache.look(key, limits.lease()));
  }

  /** A lease, whatever is there; empty when the cache is away. */
  Optional<Answer> renew(DocumentKey key) {
    return tried(() -> cache.renew(key, limits.lease()));
  }

  /** Whether the copy is there for others, too. */
  boolean fill(DocumentKey key, Answer.Leased lease, CachedDocument copy) {
    return copy.body().length <= ObjectCache.MAX_BODY
        ? tried(() -> cache.fill(key, lease, copy, limits.keep())).orElse(false)
        : release(key, lease);
  }

  /** Gives a lease back; false. */
  boolean release(DocumentKey key, Answer.Leased lease) {
    tried(
        () -> {
          cache.release(key, lease);
          return true;
        });
    return false;
  }

  /** Whether the copies are gone. */
  boolean invalidate(List<DocumentKey> keys) {
    return tried(
            () -> {
              cache.invalidate(keys);
              return true;
            })
        .isPresent();
  }

  /** Why nobody tries at the moment, null when they do. */
  @Nullable String failure() {
    Outage now = outage;
    return now == null ? null : now.reason();
  }

  private <T> Optional<T> tried(Supplier<T> call) {
    Outage before = outage;
    if (before != null && before.until() - System.nanoTime() > 0) {
      return Optional.empty();
    }
    if (before != null) { // the others go on waiting while this one tries
      outage = new Outage(System.nanoTime() + before.pause(), before.pause(), before.reason());
    }
    try {
      T answer = call.get();
      if (before != null) {
        outage = null;
        if (before.pause() > FIRST_PAUSE) {
          LOG.info("the cache answers again");
        }
      }
      return Optional.of(answer);
    } catch (CacheException e) {
      failed(before, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void failed(@Nullable Outage before, String reason) {
    long pause = before == null ? FIRST_PAUSE : Math.min(before.pause() * 2, LAST_PAUSE);
    if (before != null && before.pause() == FIRST_PAUSE) { // not for a single answer that is late
      LOG.warn("the cache fails, reads go to the storage: {}", reason);
    }
    outage = new Outage(System.nanoTime() + pause, pause, reason);
    try {
      listener.cacheFailed(reason);
    } catch (RuntimeException e) {
      LOG.warn("the runtime listener threw", e);
    }
  }

  /** How long the copy of a found answer counts, from when it was asked for. */
  static Duration left(Answer.Found found, CacheLimits limits) {
    return found.left().compareTo(limits.keep()) < 0 ? found.left() : limits.keep();
  }
}
