package dev.mplp.runtime.crypto;

import dev.mplp.spi.CacheHealth;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache whose copies are encrypted before they reach the one behind it, each bound to its key,
 * order and version. A copy that no key decrypts, that is not what was put, or that is not
 * encrypted is as good as none, also where a cipher accepts plain bodies: from a process without a
 * cipher nothing is taken, and what is put here begins with {@code S}, so that it takes nothing
 * either.
 */
public final class EncryptedCache implements ObjectCache {

  private static final Logger LOG = LoggerFactory.getLogger(EncryptedCache.class);

  /** What a cipher adds to a body at most, with its key's id. */
  public static final int OVERHEAD = 1024;

  private static final byte SEALED = 'S';

  private final ObjectCache cache;
  private final Bodies encrypting;
  private final Bodies decrypting;

  /** Encrypts on the way to a cache, which is closed with this one. */
  public EncryptedCache(ObjectCache cache, PayloadCipher cipher) {
    this.cache = cache;
    this.encrypting = new Bodies(cipher, true);
    this.decrypting = new Bodies(cipher, false);
  }

  @Override
  public Answer look(DocumentKey key, Duration lease) {
    Answer answer = cache.look(key, lease);
    if (answer instanceof Answer.Found found) {
      CachedDocument copy = opened(key, found.copy());
      return copy == null ? cache.renew(key, lease) : new Answer.Found(copy, found.left());
    }
    return answer;
  }

  private @Nullable CachedDocument opened(DocumentKey key, CachedDocument copy) {
    byte[] value = copy.body();
    if (value.length < 2 || value[0] != SEALED) {
      return null;
    }
    byte[] sealed = Arrays.copyOfRange(value, 1, value.length);
    try {
      byte[] body = bound(decrypting, key, copy, sealed);
      return Arrays.equals(body, sealed) ? null : copy.withBody(body);
    } catch (RuntimeException e) { // whatever a cipher throws: it is no copy of ours
      LOG.debug("a copy of {} cannot be decrypted", key, e);
      return null;
    }
  }

  @Override
  public Answer.Leased renew(DocumentKey key, Duration lease) {
    return cache.renew(key, lease);
  }

  @Override
  public CompletionStage<Boolean> fill(
      DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep) {
    if (copy.body().length > MAX_BODY - OVERHEAD) {
      return cache.release(key, lease).thenApply(done -> false);
    }
    byte[] sealed;
    try {
      sealed = bound(encrypting, key, copy, copy.body());
    } catch (RuntimeException e) {
      return cache
          .release(key, lease)
          .thenCompose(done -> CompletableFuture.<Boolean>failedFuture(e));
    }
    byte[] value = new byte[1 + sealed.length];
    value[0] = SEALED;
    System.arraycopy(sealed, 0, value, 1, sealed.length);
    return cache.fill(key, lease, copy.withBody(value), keep);
  }

  private static byte[] bound(Bodies bodies, DocumentKey key, CachedDocument copy, byte[] body) {
    return bodies.copy(key.tenant(), key.kind(), key.id(), copy.order(), copy.version(), body);
  }

  @Override
  public CompletionStage<Void> release(DocumentKey key, Answer.Leased lease) {
    return cache.release(key, lease);
  }

  @Override
  public void invalidate(List<DocumentKey> keys) {
    cache.invalidate(keys);
  }

  @Override
  public Storage.Registration onInvalidated(Listener listener) {
    return cache.onInvalidated(listener);
  }

  @Override
  public CacheHealth health() {
    return cache.health();
  }

  @Override
  public void close() {
    cache.close();
  }
}
