package dev.mplp.runtime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mplp.observe.CacheRead;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache.Answer;
import dev.mplp.spi.Storage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Gets a document from the shared cache, or from the storage into it. */
final class LoadDocument {

  /** For so long others are waited for. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(60);

  private static final long REST = 4;
  private static final int LARGE = 10_000;

  private final Storage storage;
  private final FarCopies far;
  private final Floors floors;
  private final CacheLimits limits;
  private final Runnable refused;

  /** Documents that are no matter of the shared cache. */
  private final Cache<DocumentKey, Boolean> large;

  /**
   * Loads from there.
   *
   * @param refused called when a copy was too old to be shown
   */
  LoadDocument(
      Storage storage, FarCopies far, Floors floors, CacheLimits limits, Runnable refused) {
    this.storage = storage;
    this.far = far;
    this.floors = floors;
    this.limits = limits;
    this.refused = refused;
    this.large =
        Caffeine.newBuilder()
            .maximumSize(LARGE)
            .expireAfterWrite(limits.life())
            .executor(Runnable::run)
            .build();
  }

  /** The document and where it came from. */
  record Loaded(Optional<CachedDocument> document, CacheRead from) {}

  /**
   * The document as it is, or as a copy that is not below the floor.
   *
   * @param floor as it was at {@code begin}
   */
  Loaded run(DocumentKey key, Floor floor, long begin) {
    if (large.getIfPresent(key) != null && far.isTelling()) {
      return passed(key, floor, begin);
    }
    Optional<Answer> answer = floor.unread() ? far.renew(key) : far.look(key);
    while (true) {
      long asked = System.nanoTime();
      if (answer.isPresent() && answer.get() instanceof Answer.Found found) {
        FarCopy copy = FarCopy.read(found, limits);
        if (copy != null
            && !floor.isAbove(copy.document())
            && floor.allows(begin - copy.age().toNanos())) {
          Long until = far.isTelling() ? begin + copy.left().toNanos() : null;
          floors.show(key, floor, copy.document(), true, until);
          return new Loaded(Optional.of(copy.document()), CacheRead.FAR);
        }
        refused.run();
        answer = far.renew(key);
      } else if (answer.isPresent() && answer.get() instanceof Answer.Leased lease) {
        return leased(key, floor, lease, begin);
      } else if (answer.isPresent() && asked - begin < PATIENCE) {
        Pause.millis(REST);
        answer = far.look(key);
      } else {
        return passed(key, floor, begin);
      }
    }
  }

  private Loaded leased(DocumentKey key, Floor floor, Answer.Leased lease, long begin) {
    Optional<CachedDocument> found;
    try {
      found = storage.get(key).map(CachedDocument::of);
    } catch (RuntimeException e) {
      far.release(key, lease);
      throw e;
    }
    if (found.isEmpty()) {
      far.release(key, lease);
      floors.changed(key); // there is none: nothing that may be found of it counts
      return new Loaded(found, CacheRead.LOADED);
    }
    show(key, floor, found.get(), begin);
    if (FarCopies.isLarge(found.get())) {
      far.release(key, lease);
    } else {
      var unused = far.fill(key, lease, found.get()).thenAccept(there -> filled(key, there));
    }
    return new Loaded(found, CacheRead.LOADED);
  }

  /**
   * It was read under a lease, or is large: it is kept here for as long as copies are anywhere,
   * also while it is on its way to the shared cache, unless something is heard of it.
   */
  private void show(DocumentKey key, Floor floor, CachedDocument found, long begin) {
    boolean keeps = far.isTelling() && System.nanoTime() - begin < limits.lease().toNanos();
    Long until = keeps ? begin + limits.keep().toNanos() : null;
    floors.show(key, floor, found, true, until);
    if (FarCopies.isLarge(found)) {
      large.put(key, true);
    }
  }

  /** Where the lease was taken away it was changed: whoever took it may not have told us yet. */
  private void filled(DocumentKey key, boolean there) {
    if (!there) {
      floors.drop(key, true);
    }
  }

  /** Past the cache: what it may have is not known. */
  private Loaded passed(DocumentKey key, Floor floor, long begin) {
    Optional<CachedDocument> found = storage.get(key).map(CachedDocument::of);
    if (found.isEmpty()) {
      floors.changed(key);
    } else if (FarCopies.isLarge(found.get())) {
      show(key, floor, found.get(), begin);
    } else {
      large.invalidate(key);
      floors.show(key, floor, found.get(), false, null);
    }
    return new Loaded(found, CacheRead.PASSED);
  }
}
