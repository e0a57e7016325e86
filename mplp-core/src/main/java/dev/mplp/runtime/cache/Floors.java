package dev.mplp.runtime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.mplp.runtime.cache.Floor.Distrust;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of documents, so that nobody here is shown an older one; and the copies
 * that it keeps itself.
 *
 * <p>A floor is kept for as long as an older copy can be anywhere: a copy is gone when lease and
 * time to keep have passed since its document was changed. Where there is no room for all floors,
 * those that go leave behind that copies of documents of their bucket count for that time only if
 * they were read since.
 *
 * <p>Copy and floor of a key change together, under the lock that the floor's map has for it.
 */
final class Floors {

  private static final int BUCKETS = 1 << 14;
  private static final int TENANTS = 10_000;

  private final Cache<DocumentKey, Floor> floors;
  private final Cache<DocumentKey, Near> nears;
  private final ConcurrentMap<String, Distrust> tenants = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable Distrust> buckets =
      new AtomicReferenceArray<>(BUCKETS);
  private final AtomicLong marks = new AtomicLong();
  private final long life;

  /**
   * A copy.
   *
   * @param until when it counts, as {@link System#nanoTime}
   * @param tenant what was last heard of all of its tenant
   */
  private record Near(CachedDocument copy, long until, Distrust tenant) {}

  /**
   * Nothing known yet.
   *
   * @param most so many floors at most
   * @param bytes so much for copies
   * @param life how long an older copy can be anywhere
   */
  Floors(int most, long bytes, Duration life) {
    this.life = life.toNanos();
    floors =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(life)
            .executor(Runnable::run)
            .evictionListener(this::evicted)
            .build();
    nears =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((DocumentKey key, Near near) -> 300 + near.copy().body().length)
            .expireAfterWrite(life)
            .executor(Runnable::run)
            .build();
  }

  private void evicted(@Nullable DocumentKey key, @Nullable Floor floor, RemovalCause cause) {
    if (key != null && cause == RemovalCause.SIZE) {
      nears.invalidate(key);
      buckets.set(bucket(key), new Distrust(System.nanoTime()));
    }
  }

  private static int bucket(DocumentKey key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
  }

  private Distrust tenant(DocumentKey key) {
    return tenants.getOrDefault(key.tenant(), Floor.NONE);
  }

  /** What is known of a document. */
  Floor of(DocumentKey key) {
    return known(key, floors.getIfPresent(key));
  }

  private Floor known(DocumentKey key, @Nullable Floor kept) {
    if (kept != null) {
      return kept.after(tenant(key), life);
    }
    Distrust bucket = buckets.get(bucket(key));
    return Floor.unknown(bucket == null ? Floor.NONE : bucket, tenant(key), life);
  }

  /** The copy that is kept here, null when there is none that counts. */
  @Nullable CachedDocument near(DocumentKey key, long now) {
    Near near = nears.getIfPresent(key);
    if (near == null || near.until() - now <= 0) {
      return null;
    }
    Distrust heard = tenant(key);
    return heard == Floor.NONE || heard == near.tenant() ? near.copy() : null;
  }

  /** It was changed, or may have been: the next one who looks asks the storage. */
  void changed(DocumentKey key) {
    renew(key, floor -> floor.changed(marks.incrementAndGet(), 0));
  }

  /**
   * As {@link #changed(DocumentKey)}, unless that or a later record told of it; 0 for one without a
   * position.
   */
  void changed(DocumentKey key, long position) {
    renew(
        key,
        floor ->
            position == 0 || position > floor.told()
                ? floor.changed(marks.incrementAndGet(), position)
                : floor);
  }

  /** Documents of a tenant were changed, nobody knows which. */
  void changed(String tenant) {
    if (tenants.size() >= TENANTS) {
      changedAll();
      tenants.clear();
    }
    tenants.put(tenant, new Distrust(System.nanoTime()));
  }

  /** The copy that is kept here counts no more, and none that is being loaded will be kept. */
  void drop(DocumentKey key, boolean loading) {
    if (loading || floors.getIfPresent(key) != null) {
      renew(key, floor -> floor.marked(marks.incrementAndGet()));
    }
  }

  /** It was read from the storage. */
  void saw(DocumentKey key, CachedDocument seen) {
    Floor floor = floors.getIfPresent(key);
    if (floor == null || floor.isBelow(seen)) {
      renew(key, known -> raised(known, seen));
    }
  }

  private Floor raised(Floor floor, CachedDocument seen) {
    return floor.isBelow(seen) ? floor.raised(marks.incrementAndGet(), seen) : floor;
  }

  private void renew(DocumentKey key, UnaryOperator<Floor> change) {
    floors
        .asMap()
        .compute(
            key,
            (same, kept) -> {
              Floor known = known(key, kept);
              Floor next = change.apply(known);
              if (!next.equals(known)) {
                nears.invalidate(key);
              }
              return next;
            });
  }

  /**
   * It is about to be shown: from now on nothing older is.
   *
   * @param before what was known when looking began
   * @param fresh whether it was read from the storage since all that was heard until then
   * @param keptUntil how long a copy of it counts, null to keep none
   */
  void show(
      DocumentKey key,
      Floor before,
      CachedDocument shown,
      boolean fresh,
      @Nullable Long keptUntil) {
    floors
        .asMap()
        .compute(
            key,
            (same, kept) -> {
              Floor floor = known(key, kept);
              boolean undisturbed = floor.isAsAt(before);
              if (undisturbed && keptUntil != null) {
                nears.put(key, new Near(shown, keptUntil, floor.tenant()));
              } else if (floor.isBelow(shown)) {
                nears.invalidate(key); // of a load that was quicker, and saw less
              }
              return raised(undisturbed && fresh ? floor.read() : floor, shown);
            });
  }

  /** What is kept here counts no more. */
  void dropAll() {
    nears.invalidateAll();
  }

  /** Everything may have been changed. */
  private void changedAll() {
    for (int i = 0; i < BUCKETS; i++) {
      buckets.set(i, new Distrust(System.nanoTime()));
    }
    floors.invalidateAll();
    nears.invalidateAll();
  }

  /** How many copies are kept here. */
  long copies() {
    return nears.estimatedSize();
  }
}
