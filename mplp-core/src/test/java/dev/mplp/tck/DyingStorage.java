package dev.mplp.tck;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The storage of a process that is to die at a commit, before or after it. Until then it does what
 * its callers ask, and nothing by itself: it takes no work, no timers and no leases.
 */
final class DyingStorage {

  private final Storage storage;
  private final AtomicInteger commits = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean after;
  private volatile boolean dead;

  private DyingStorage(Storage storage) {
    this.storage = storage;
  }

  static DyingStorage over(Storage storage) {
    return new DyingStorage(storage);
  }

  /**
   * Lets it die.
   *
   * @param commits how many commits it does before the one at which it dies
   * @param after whether that one is done
   */
  void dieAt(int commits, boolean after) {
    this.after = after;
    this.commits.set(commits);
  }

  boolean isDead() {
    return dead;
  }

  /** What the process sees of it. */
  Storage tapped() {
    return StorageTap.over(storage, this::call);
  }

  private @Nullable Object call(StorageTap.Call call) {
    if (dead) {
      throw died();
    }
    return switch (call.name()) {
      case "work.claim", "timers.due" -> List.of();
      case "leases.acquire" -> Optional.empty();
      case "exchange" -> new Storage.Exchange(storage.commit(sets(call.arguments()[0])), List.of());
      case "commit" -> commit(call);
      default -> call.proceed();
    };
  }

  private @Nullable Object commit(StorageTap.Call call) {
    if (commits.getAndDecrement() > 0) {
      return call.proceed();
    }
    if (after) {
      call.proceed();
    }
    dead = true;
    throw died();
  }

  @SuppressWarnings("unchecked") // as the storage declares it
  private static List<ChangeSet> sets(Object argument) {
    return (List<ChangeSet>) argument;
  }

  private static StorageException died() {
    return new StorageException(false, "the process is dead", null);
  }
}
