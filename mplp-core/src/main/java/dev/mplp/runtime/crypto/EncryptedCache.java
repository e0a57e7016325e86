package dev.mplp.runtime.crypto;

import dev.mplp.spi.CacheHealth;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.List;

/**
 * A cache whose copies are encrypted before they reach the one behind it, each bound to its key,
 * order and version. A copy that no key decrypts, or that is not what was put, is as good as none.
 */
public final class EncryptedCache implements ObjectCache {

  /** What a cipher adds to a body at most, with its key's id. */
  private static final int OVERHEAD = 1024;

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
      try {
        return new Answer.Found(with(decrypting, key, found.copy()), found.left());
      } catch (StorageException e) {
        return cache.renew(key, lease);
      }
    }
    return answer;
  }

  @Override
  public Answer.Leased renew(DocumentKey key, Duration lease) {
    return cache.renew(key, lease);
  }

  @Override
  public boolean fill(DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep) {
    if (copy.body().length > MAX_BODY - OVERHEAD) {
      cache.release(key, lease);
      return false;
    }
    return cache.fill(key, lease, with(encrypting, key, copy), keep);
  }

  private static CachedDocument with(Bodies bodies, DocumentKey key, CachedDocument copy) {
    return copy.withBody(
        bodies.copy(key.tenant(), key.kind(), key.id(), copy.order(), copy.version(), copy.body()));
  }

  @Override
  public void release(DocumentKey key, Answer.Leased lease) {
    cache.release(key, lease);
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
