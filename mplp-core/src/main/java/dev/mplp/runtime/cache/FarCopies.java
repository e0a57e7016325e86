package dev.mplp.runtime.cache;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared cache as those see it who do not want to fail with it: what fails is told and counts
 * as nothing, and after some {@link Tries nobody tries} for a while, so that only few readers wait
 * in vain.
 */
final class FarCopies {

  private static final Logger LOG = LoggerFactory.getLogger(FarCopies.class);

  private final ObjectCache cache;
  private final CacheLimits limits;
  private final RuntimeListener listener;
  private final Tries tries = new Tries(this::failed);

  FarCopies(ObjectCache cache, CacheLimits limits, RuntimeListener listener) {
    this.cache = cache;
    this.limits = limits;
    this.listener = listener;
  }

  /** What is there; empty when the cache is away. */
  Optional<Answer> look(DocumentKey key) {
    return tries.call(() -> cache.look(key, limits.lease()));
  }

  /** A lease, whatever is there; empty when the cache is away. */
  Optional<Answer> renew(DocumentKey key) {
    return tries.call(() -> cache.renew(key, limits.lease()));
  }

  /** Whether the copy is there for others, too. */
  boolean fill(DocumentKey key, Answer.Leased lease, CachedDocument copy) {
    return copy.body().length + FarCopy.HEAD <= ObjectCache.MAX_BODY
        ? tries
            .call(() -> cache.fill(key, lease, FarCopy.of(copy, limits), limits.keep()))
            .orElse(false)
        : release(key, lease);
  }

  /** Gives a lease back; false. */
  boolean release(DocumentKey key, Answer.Leased lease) {
    tries.call(
        () -> {
          cache.release(key, lease);
          return true;
        });
    return false;
  }

  /** Whether the copies are gone: tried whatever readers have found, and the end of no reader. */
  boolean invalidate(List<DocumentKey> keys) {
    try {
      cache.invalidate(keys);
      return true;
    } catch (RuntimeException e) {
      failed(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Why nobody tries at the moment, null when they do. */
  @Nullable String failure() {
    return tries.reason();
  }

  private void failed(String reason) {
    try {
      listener.cacheFailed(reason);
    } catch (RuntimeException e) {
      LOG.warn("the runtime listener threw", e);
    }
  }
}
