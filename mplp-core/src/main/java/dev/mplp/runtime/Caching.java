package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.cache.CacheLimits;
import dev.mplp.runtime.cache.CachedReads;
import dev.mplp.runtime.crypto.EncryptedCache;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Copies for whoever only looks: objects that are stored whole are read from the memory of this
 * process, from a cache that all processes share, and only then from the storage. Whoever decides
 * or changes something reads the storage as ever.
 *
 * <p>Nobody is shown an older object than one that he, or anybody else in the same process, has
 * seen, written or been told of before. What another process changed is seen at once while the
 * cache is there to tell, and after {@link #keep} and three seconds at the latest (twice {@code
 * keep} where that is less). Where the runtime encrypts, copies are encrypted, too.
 */
public final class Caching {

  private final ObjectCache cache;
  private final CacheLimits limits;

  private Caching(ObjectCache cache, CacheLimits limits) {
    this.cache = cache;
    this.limits = limits;
  }

  /** By this cache, which stays open when the runtime is closed. */
  public static Caching by(ObjectCache cache) {
    requireNonNull(cache, "cache");
    return new Caching(cache, CacheLimits.DEFAULT);
  }

  /**
   * How long a copy counts; 30 s unless told otherwise.
   *
   * @throws IllegalArgumentException unless it is 1 ms to one hour
   */
  public Caching keep(Duration keep) {
    if (keep.toMillis() < 1 || keep.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("keep must be 1 ms to 1 hour but is " + keep);
    }
    Duration most = CacheLimits.DEFAULT.lease();
    Duration lease = keep.compareTo(most) < 0 ? keep : most;
    return with(new CacheLimits(keep, lease, limits.nearBytes(), limits.floors()));
  }

  /**
   * How much is kept in this process, in bytes of stored objects; 32 MiB unless told otherwise.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  public Caching near(long bytes) {
    return with(new CacheLimits(limits.keep(), limits.lease(), bytes, limits.floors()));
  }

  private Caching with(CacheLimits other) {
    return new Caching(cache, other);
  }

  /** Reads of a storage, with copies behind the cipher where there is one. */
  CachedReads open(Storage storage, @Nullable PayloadCipher cipher, RuntimeListener listener) {
    ObjectCache used = cipher == null ? cache : new EncryptedCache(cache, cipher);
    return new CachedReads(storage, used, limits, listener);
  }
}
