package dev.mplp.runtime.cache;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.crypto.EncryptedCache;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.ObjectCache.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private volatile boolean telling = true;

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

  /** Whether a document is too large for copies here. */
  static boolean isLarge(CachedDocument document) {
    return FarCopy.HEAD + document.body().length > ObjectCache.MAX_BODY - EncryptedCache.OVERHEAD;
  }

  /** Whether the copy is there for others, too; nobody waits for it. */
  CompletableFuture<Boolean> fill(DocumentKey key, Answer.Leased lease, CachedDocument copy) {
    return tries
        .later(() -> cache.fill(key, lease, FarCopy.of(copy, limits), limits.keep()))
        .thenApply(filled -> filled.orElse(false));
  }

  /** Gives a lease back; nobody waits for it. */
  void release(DocumentKey key, Answer.Leased lease) {
    var unused = tries.later(() -> cache.release(key, lease).thenApply(done -> true));
  }

  /** Changes are told from now on, or are not. */
  void telling(boolean now) {
    telling = now;
  }

  /** Whether copies may be kept here: changes are told, and the cache answers. */
  boolean isTelling() {
    return telling && tries.reason() == null;
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
