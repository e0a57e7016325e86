package dev.mplp.runtime.engine;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Settlement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands in what became of an attempt; the worker behind it commits it and frees its place. */
abstract class Settler {

  /** Settles an attempt; does nothing when it is settled already. */
  final void settle(
      Attempt attempt,
      String outcome,
      Settlement settlement,
      byte @Nullable [] result,
      LogEntry entry) {
    settleThen(attempt, outcome, settlement, result, entry, null);
  }

  /** Settles an attempt; when its execution is stopping, {@code instead} is done. */
  final void settleUnlessStopping(
      Attempt attempt,
      String outcome,
      Settlement settlement,
      byte @Nullable [] result,
      LogEntry entry,
      Runnable instead) {
    settleThen(attempt, outcome, settlement, result, entry, instead);
  }

  private void settleThen(
      Attempt attempt,
      String outcome,
      Settlement settlement,
      byte @Nullable [] result,
      LogEntry entry,
      @Nullable Runnable whenStopping) {
    Beside beside = ends(settlement) ? attempt.beside() : null;
    List<Change> more = beside == null ? List.of() : beside.changes();
    Then then =
        beside == null
            ? new Then(whenStopping, null, null)
            : new Then(whenStopping, beside.conflict(), beside.committed());
    settle(attempt, outcome, set(attempt, settlement, result, entry, more), then);
  }

  private static boolean ends(Settlement settlement) {
    return settlement instanceof Settlement.Completed
        || settlement instanceof Settlement.Failed
        || settlement instanceof Settlement.Retry;
  }

  /** Settles an attempt with a set of its own; does nothing when it is settled already. */
  final void settle(Attempt attempt, String outcome, ChangeSet set, Then then) {
    if (attempt.settleOnce()) {
      submit(attempt, outcome, set, then);
    }
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  static ChangeSet set(
      Attempt attempt,
      Settlement settlement,
      byte @Nullable [] result,
      LogEntry entry,
      List<Change> more) {
    return ChangeSet.builder(attempt.tenant())
        .add(
            new Change.SettleStep(
                attempt.claim().executionId(),
                attempt.claim().index(),
                attempt.claim().attempt(),
                attempt.worker(),
                settlement,
                result))
        .add(new Change.AppendLog(entry))
        .addAll(more)
        .build();
  }

  /** Commits the set; what is done instead finds the attempt unsettled again. */
  abstract void submit(Attempt attempt, String outcome, ChangeSet set, Then then);

  /**
   * The attempt was settled in a commit of its own, with this answer; when its execution is
   * stopping, {@code instead} is done.
   */
  abstract void settledBeside(
      Attempt attempt, String outcome, CommitResult result, Runnable instead);

  /** Something becomes ready after so long. */
  abstract void wakeAfter(Duration delay);
}
