package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.cache.CacheLimits;
import dev.mplp.runtime.cache.CachedReads;
import dev.mplp.runtime.crypto.EncryptedCache;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

  private static final String WANTED = "MPLP_CACHE";

  private final Supplier<Source> source;
  private final CacheLimits limits;

  private Caching(Supplier<Source> source, CacheLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /**
   * Where copies are.
   *
   * @param owned what is closed with the runtime
   */
  private record Source(ObjectCache cache, Runnable owned) {}

  /** By this cache, which stays open when the runtime is closed. */
  public static Caching by(ObjectCache cache) {
    requireNonNull(cache, "cache");
    return new Caching(() -> new Source(cache, () -> {}), CacheLimits.DEFAULT);
  }

  /**
   * As an environment says: {@code REDIS_URL} chooses the shared memory by its scheme among the
   * adapters on the class or module path. Empty without a URL, and where {@code MPLP_CACHE} is
   * {@code false}. The memory is opened and closed with the runtime.
   *
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does;
   *     when {@code MPLP_CACHE} is neither {@code true} nor {@code false}
   */
  public static Optional<Caching> fromEnvironment(Map<String, String> environment) {
    return isWanted(environment)
        ? fromEnvironment(environment, MemoryOfEnvironment.of(environment))
        : Optional.empty();
  }

  private static boolean isWanted(Map<String, String> environment) {
    String wanted = environment.getOrDefault(WANTED, "true");
    if (!wanted.equals("true") && !wanted.equals("false")) {
      throw new IllegalArgumentException(WANTED + " is true or false, not " + wanted);
    }
    return wanted.equals("true");
  }

  /** As {@link #fromEnvironment(Map)}, in a memory that others use as well. */
  static Optional<Caching> fromEnvironment(
      Map<String, String> environment, Optional<Supplier<SharedMemory>> memory) {
    return isWanted(environment) ? memory.map(Caching::in) : Optional.empty();
  }

  private static Caching in(Supplier<SharedMemory> memory) {
    return new Caching(
        () -> {
          SharedMemory opened = memory.get();
          return new Source(opened.objects(), opened::close);
        },
        CacheLimits.DEFAULT);
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

  /**
   * Of how many objects this process remembers what it showed, so that nobody here is shown older
   * ones; 100,000 unless told otherwise. Where more are looked at within twice {@link #keep},
   * copies of others are passed over for a while.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  public Caching remember(int objects) {
    return with(new CacheLimits(limits.keep(), limits.lease(), limits.nearBytes(), objects));
  }

  private Caching with(CacheLimits other) {
    return new Caching(source, other);
  }

  /** What a runtime holds of it. */
  record Opened(CachedReads reads, Runnable owned) implements AutoCloseable {
    @Override
    public void close() {
      reads.close();
      owned.run();
    }
  }

  /** Reads of a storage, with copies behind the cipher where there is one. */
  Opened open(Storage storage, @Nullable PayloadCipher cipher, RuntimeListener listener) {
    Source from = source.get();
    ObjectCache used = cipher == null ? from.cache() : new EncryptedCache(from.cache(), cipher);
    return new Opened(new CachedReads(storage, used, limits, listener), from.owned());
  }
}
