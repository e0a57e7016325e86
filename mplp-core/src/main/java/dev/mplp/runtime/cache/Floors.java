package dev.mplp.runtime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of documents, so that nobody here is shown an older one; and the copies
 * that it keeps itself.
 *
 * <p>A floor is kept for as long as an older copy can be anywhere: a copy is gone when lease and
 * time to keep have passed since its document was changed. Where there is no room for all floors,
 * those that go leave behind that documents of their bucket are to be read from the storage for
 * that time.
 *
 * <p>Copy and floor of a key change together, under the lock that the floor's map has for it.
 */
final class Floors {

  private static final int BUCKETS = 1 << 14;

  private final Cache<DocumentKey, Floor> floors;
  private final Cache<DocumentKey, Near> nears;
  private final AtomicLongArray distrusted = new AtomicLongArray(BUCKETS);
  private final AtomicLong marks = new AtomicLong();
  private final long life;

  /**
   * What is known of a document.
   *
   * @param mark another one after everything that was heard of it
   * @param order of what was seen last
   * @param version of what was seen last
   * @param unread whether it was changed since, or may have been: nothing but the storage counts
   */
  record Floor(long mark, long order, long version, boolean unread) {

    boolean isAbove(CachedDocument copy) {
      return copy.order() < order || (copy.order() == order && copy.version() < version);
    }
  }

  /** A copy and until when it counts, as {@link System#nanoTime}. */
  record Near(CachedDocument copy, long until) {}

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
      distrust(bucket(key));
    }
  }

  /** Zero is for never. */
  private void distrust(int bucket) {
    long until = System.nanoTime() + life;
    distrusted.set(bucket, until == 0 ? 1 : until);
  }

  private static int bucket(DocumentKey key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
  }

  /** What is known of a document. */
  Floor of(DocumentKey key) {
    Floor floor = floors.getIfPresent(key);
    return floor == null ? unknown(key) : floor;
  }

  private Floor unknown(DocumentKey key) {
    long until = distrusted.get(bucket(key));
    boolean unread = until != 0 && until - System.nanoTime() > 0;
    return new Floor(-until, 0, 0, unread);
  }

  /** The copy that is kept here, null when there is none that counts. */
  @Nullable CachedDocument near(DocumentKey key, long now) {
    Near near = nears.getIfPresent(key);
    return near != null && near.until() - now > 0 ? near.copy() : null;
  }

  /** It was changed, or may have been: the next one who looks asks the storage. */
  void changed(DocumentKey key) {
    renew(key, floor -> new Floor(marks.incrementAndGet(), floor.order(), floor.version(), true));
  }

  /** As {@link #changed}, where anything is known of it. */
  void changedIfKnown(DocumentKey key) {
    if (floors.getIfPresent(key) != null) {
      changed(key);
    }
  }

  /** The copy that is kept here counts no more, and none that is being loaded will be kept. */
  void drop(DocumentKey key, boolean loading) {
    if (loading || floors.getIfPresent(key) != null) {
      renew(
          key,
          floor ->
              new Floor(marks.incrementAndGet(), floor.order(), floor.version(), floor.unread()));
    }
  }

  /** It was read from the storage. */
  void saw(DocumentKey key, CachedDocument seen) {
    Floor floor = floors.getIfPresent(key);
    if (floor == null || isBelow(floor, seen)) {
      renew(key, known -> isBelow(known, seen) ? raised(known, seen, known.unread()) : known);
    }
  }

  private static boolean isBelow(Floor floor, CachedDocument seen) {
    return seen.order() > floor.order()
        || (seen.order() == floor.order() && seen.version() > floor.version());
  }

  private Floor raised(Floor floor, CachedDocument seen, boolean unread) {
    return isBelow(floor, seen)
        ? new Floor(marks.incrementAndGet(), seen.order(), seen.version(), unread)
        : new Floor(floor.mark(), floor.order(), floor.version(), unread);
  }

  private void renew(DocumentKey key, UnaryOperator<Floor> change) {
    floors
        .asMap()
        .compute(
            key,
            (same, floor) -> {
              nears.invalidate(key);
              return change.apply(floor == null ? unknown(key) : floor);
            });
  }

  /**
   * It is about to be shown: from now on nothing older is.
   *
   * @param before what was known when looking began
   * @param fresh whether it was read from the storage since then
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
            (same, known) -> {
              Floor floor = known == null ? unknown(key) : known;
              boolean undisturbed = floor.mark() == before.mark();
              if (undisturbed && keptUntil != null) {
                nears.put(key, new Near(shown, keptUntil));
              } else if (isBelow(floor, shown)) {
                nears.invalidate(key); // of a load that was quicker, and saw less
              }
              return raised(floor, shown, floor.unread() && !(undisturbed && fresh));
            });
  }

  /** What is kept here counts no more. */
  void dropAll() {
    nears.invalidateAll();
  }

  /** Everything may have been changed. */
  void changedAll() {
    for (int i = 0; i < BUCKETS; i++) {
      distrust(i);
    }
    floors.invalidateAll();
    nears.invalidateAll();
  }

  /** How many copies are kept here. */
  long copies() {
    return nears.estimatedSize();
  }
}
