package dev.mplp.runtime.cache;

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

  private final Storage storage;
  private final FarCopies far;
  private final Floors floors;
  private final CacheLimits limits;
  private final Runnable refused;

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
  }

  /** The document and where it came from. */
  record Loaded(Optional<CachedDocument> document, CacheRead from) {}

  /**
   * The document as it is, or as a copy that is not below the floor.
   *
   * @param floor as it was at {@code begin}
   */
  Loaded run(DocumentKey key, Floor floor, long begin) {
    Optional<Answer> answer = floor.unread() ? far.renew(key) : far.look(key);
    while (true) {
      long asked = System.nanoTime();
      if (answer.isPresent() && answer.get() instanceof Answer.Found found) {
        FarCopy copy = FarCopy.read(found, limits);
        if (copy != null
            && !floor.isAbove(copy.document())
            && floor.allows(begin - copy.age().toNanos())) {
          floors.show(key, floor, copy.document(), true, begin + copy.left().toNanos());
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
        return passed(key, floor);
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
    boolean filled = far.fill(key, lease, found.get());
    boolean inTime = System.nanoTime() - begin < limits.lease().toNanos();
    Long until = filled && inTime ? begin + limits.keep().toNanos() : null;
    floors.show(key, floor, found.get(), true, until);
    return new Loaded(found, CacheRead.LOADED);
  }

  /** Past the cache: what it may have is not known. */
  private Loaded passed(DocumentKey key, Floor floor) {
    Optional<CachedDocument> found = storage.get(key).map(CachedDocument::of);
    if (found.isEmpty()) {
      floors.changed(key);
    } else {
      floors.show(key, floor, found.get(), false, null);
    }
    return new Loaded(found, CacheRead.PASSED);
  }
}
