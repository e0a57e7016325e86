package dev.mplp.runtime.store;

import dev.mplp.ConflictException;
import dev.mplp.runtime.event.Told;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits change sets for callers that wait: an unknown outcome is found out by repeating the same
 * set, a conflict by reading again.
 */
public final class Commits {

  private static final int CONFLICTS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Storage storage;

  /** Commits to this storage. */
  public Commits(Storage storage) {
    this.storage = storage;
  }

  /**
   * Commits one set; an unknown outcome or an unavailable storage is tried again for a while.
   *
   * @throws OutcomeUnknownException when it stays unknown
   * @throws StorageException when the storage stays away: nothing was committed, unless an earlier
   *     try had an unknown outcome
   */
  public CommitResult commit(ChangeSet set) {
    ChangeSet told = Told.in(set);
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean unknown = false;
    for (long pause = 20; ; pause = Math.min(pause * 2, 1000)) {
      try {
        return storage.commit(told);
      } catch (OutcomeUnknownException e) {
        unknown = true;
        giveUp(end, e, e);
      } catch (StorageException e) {
        if (!e.retryable()) {
          throw e;
        }
        giveUp(
            end,
            e,
            unknown ? new OutcomeUnknownException("the commit may have happened", e) : null);
      }
      Pause.millis(pause);
    }
  }

  private static void giveUp(long end, RuntimeException last, @Nullable RuntimeException instead) {
    if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
      throw instead == null ? last : instead;
    }
  }

  /**
   * Reads, changes and commits until nobody interferes.
   *
   * @param change reads what it needs and gives a set with a fresh id and the answer; a null set
   *     means that there is nothing to do
   * @param what is told when it never works out
   * @throws ConflictException code {@code VERSION_CONFLICT} when others were always quicker
   */
  public <T> T apply(String what, Supplier<Change<T>> change) {
    for (int i = 0; i < CONFLICTS; i++) {
      Change<T> next = change.get();
      if (next.set() == null || commit(next.set()).isCommitted()) {
        return next.answer();
      }
      Pause.jitter(i);
    }
    throw new ConflictException(
        "VERSION_CONFLICT", what + " is being changed by others all the time; try again later");
  }

  /**
   * What {@link #apply} commits.
   *
   * @param set null for nothing
   * @param answer what is returned once it is committed
   */
  public record Change<T>(@Nullable ChangeSet set, T answer) {}
}
