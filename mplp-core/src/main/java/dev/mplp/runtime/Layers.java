package dev.mplp.runtime;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.cache.CachedReads;
import dev.mplp.runtime.cache.Reads;
import dev.mplp.runtime.cache.WatchedStorage;
import dev.mplp.runtime.crypto.EncryptedStorage;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import org.jspecify.annotations.Nullable;

/** What lies between a runtime and the storage that it was given: cipher and cache, if any. */
final class Layers implements AutoCloseable {

  private final @Nullable PayloadCipher cipher;
  private final Caching.@Nullable Opened cache;
  private final Storage storage;
  private final Reads reads;

  /**
   * The layers over a storage.
   *
   * @param owned whether to close it when the others cannot be opened
   */
  static Layers over(
      Storage given,
      boolean owned,
      @Nullable PayloadCipher cipher,
      @Nullable Caching caching,
      @Nullable RuntimeListener listener) {
    try {
      return new Layers(given, cipher, caching, listener);
    } catch (RuntimeException e) {
      if (owned) {
        given.close();
      }
      throw e;
    }
  }

  private Layers(
      Storage given,
      @Nullable PayloadCipher cipher,
      @Nullable Caching caching,
      @Nullable RuntimeListener listener) {
    this.cipher = cipher;
    Storage behind = sealed(given);
    RuntimeListener to = listener == null ? new RuntimeListener() {} : listener;
    this.cache = caching == null ? null : caching.open(behind, cipher, to);
    this.storage = cache == null ? behind : WatchedStorage.of(behind, cache.reads());
    this.reads = cache == null ? Reads.of(storage) : cache.reads();
  }

  private Storage sealed(Storage given) {
    return cipher == null ? given : new EncryptedStorage(given, cipher);
  }

  /** The storage as the runtime uses it. */
  Storage storage() {
    return storage;
  }

  /** One within a transaction of the host. */
  Storage within(Storage joined) {
    Storage behind = sealed(joined);
    return cache == null ? behind : WatchedStorage.within(behind, cache.reads());
  }

  /** For whoever only looks at what is in a storage of these layers. */
  Reads reads(Storage of) {
    return of == storage ? reads : reads.past(of);
  }

  /** The cache, null when there is none. */
  @Nullable CachedReads cache() {
    return cache == null ? null : cache.reads();
  }

  /** Leaves the storage open, and a cache that was given. */
  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
  }
}
