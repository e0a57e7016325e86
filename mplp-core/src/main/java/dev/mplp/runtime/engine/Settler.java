package dev.mplp.runtime.engine;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Settlement;
import java.time.Duration;
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
    if (attempt.settleOnce()) {
      submit(attempt, outcome, set(attempt, settlement, result, entry), null);
    }
  }

  /** Settles an attempt; when its execution is stopping, {@code instead} is done. */
  final void settleUnlessStopping(
      Attempt attempt,
      String outcome,
      Settlement settlement,
      byte @Nullable [] result,
      LogEntry entry,
      Runnable instead) {
    if (attempt.settleOnce()) {
      submit(attempt, outcome, set(attempt, settlement, result, entry), instead);
    }
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private static ChangeSet set(
      Attempt attempt, Settlement settlement, byte @Nullable [] result, LogEntry entry) {
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
        .build();
  }

  /** Commits the set; {@code whenStopping} makes the attempt unsettled again and is run. */
  abstract void submit(
      Attempt attempt, String outcome, ChangeSet set, @Nullable Runnable whenStopping);

  /**
   * The attempt was settled in a commit of its own, with this answer; when its execution is
   * stopping, {@code instead} is done.
   */
  abstract void settledBeside(
      Attempt attempt, String outcome, CommitResult result, Runnable instead);

  /** Something becomes ready after so long. */
  abstract void wakeAfter(Duration delay);
}
