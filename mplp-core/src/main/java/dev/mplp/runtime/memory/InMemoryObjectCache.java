package dev.mplp.runtime.memory;

import dev.mplp.spi.CacheException;
import dev.mplp.spi.CacheHealth;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A cache in the memory of this process, which keeps the 10,000 places that were used last, and 64
 * MiB of bodies at most: for tests, and for a process that has its storage to itself. Thread-safe.
 */
public final class InMemoryObjectCache implements ObjectCache {

  private static final int MOST = 10_000;
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private static final long MOST_BYTES = 64L << 20;

  private final Map<DocumentKey, Place> places = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private boolean closed;

  /** A copy, or a lease where there is none yet. */
  private record Place(Answer.@Nullable Leased lease, @Nullable CachedDocument copy, long until) {
    long bytes() {
      return copy == null ? 0 : copy.body().length;
    }
  }

  private InMemoryObjectCache() {}

  /** An empty cache. */
  public static InMemoryObjectCache create() {
    return new InMemoryObjectCache();
  }

  @Override
  public synchronized Answer look(DocumentKey key, Duration lease) {
    Place place = place(key);
    if (place == null) {
      return leased(key, lease);
    }
    CachedDocument copy = place.copy();
    return copy == null
        ? new Answer.Loading()
        : new Answer.Found(copy, Duration.ofNanos(place.until() - System.nanoTime()));
  }

  @Override
  public synchronized Answer.Leased renew(DocumentKey key, Duration lease) {
    place(key);
    return leased(key, lease);
  }

  private Answer.Leased leased(DocumentKey key, Duration lease) {
    Answer.Leased granted = new Answer.Leased(UUID.randomUUID().toString());
    put(key, new Place(granted, null, System.nanoTime() + lease.toNanos()));
    return granted;
  }

  private void put(DocumentKey key, Place place) {
    remove(key);
    places.put(key, place);
    bytes += place.bytes();
    Iterator<Place> eldest = places.values().iterator();
    while (places.size() > MOST || bytes > MOST_BYTES) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  private void remove(DocumentKey key) {
    Place removed = places.remove(key);
    bytes -= removed == null ? 0 : removed.bytes();
  }

  /** What is there and not over. */
  private @Nullable Place place(DocumentKey key) {
    if (closed) {
      throw new CacheException("the cache was closed", null);
    }
    Place place = places.get(key);
    if (place != null && place.until() - System.nanoTime() <= 0) {
      remove(key);
      return null;
    }
    return place;
  }

  @Override
  public synchronized CompletionStage<Boolean> fill(
      DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep) {
    if (copy.body().length > MAX_BODY) {
      throw new IllegalArgumentException(
          "a copy has at most " + MAX_BODY + " bytes, not " + copy.body().length);
    }
    Place place = place(key);
    boolean fits = place != null && lease.equals(place.lease());
    if (fits) {
      put(key, new Place(null, copy, System.nanoTime() + keep.toNanos()));
    }
    return CompletableFuture.completedFuture(fits);
  }

  @Override
  public synchronized CompletionStage<Void> release(DocumentKey key, Answer.Leased lease) {
    Place place = place(key);
    if (place != null && lease.equals(place.lease())) {
      remove(key);
    }
    return DONE;
  }

  @Override
  public void invalidate(List<DocumentKey> keys) {
    synchronized (this) {
      keys.forEach(this::place);
      keys.forEach(this::remove);
    }
    for (Listener listener : listeners) {
      keys.forEach(listener::invalidated);
    }
  }

  /** Loses everything, without a word to anybody: what happens to a server that is started anew. */
  public synchronized void clear() {
    places.clear();
    bytes = 0;
  }

  /** How many places are taken. */
  public synchronized int size() {
    return places.size();
  }

  @Override
  public Storage.Registration onInvalidated(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public synchronized CacheHealth health() {
    return closed ? new CacheHealth(false, "closed") : new CacheHealth(true, "in memory");
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
  }
}
