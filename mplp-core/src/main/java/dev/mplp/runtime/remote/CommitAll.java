package dev.mplp.runtime.remote;

import dev.mplp.MplpException;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Together;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Commits many sets in one call; an unknown outcome is found out by repeating the same sets. */
final class CommitAll {

  private final Storage storage;
  private final BooleanSupplier closing;

  /**
   * Commits to this storage.
   *
   * @param closing whether to give up when the storage stays away
   */
  CommitAll(Storage storage, BooleanSupplier closing) {
    this.storage = storage;
    this.closing = closing;
  }

  /**
   * One answer per set, in order.
   *
   * @throws MplpException when trying again does not help, or there is no time for it
   */
  List<CommitResult> commit(List<ChangeSet> sets) {
    Together together = Together.of(sets);
    for (long pause = 20; ; pause = Math.min(pause * 2, 500)) {
      try {
        return sets.isEmpty()
            ? List.of()
            : together.results(storage.commit(together.merged()), storage::commit);
      } catch (MplpException e) {
        if (!e.retryable() || closing.getAsBoolean()) {
          throw e;
        }
        Pause.millis(pause);
      }
    }
  }
}
