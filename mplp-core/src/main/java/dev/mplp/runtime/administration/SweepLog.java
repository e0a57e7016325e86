package dev.mplp.runtime.administration;

import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a sweep that truncates the log. A run reads its own records as long as it goes on, so
 * nothing goes that is as old as an execution which has not ended.
 */
final class SweepLog {

  /**
   * Executions are listed by creation, and one takes no longer from its start time to its commit
   * than a commit is tried: the first of a page has the earliest start but for so much.
   */
  private static final Duration LONGEST_COMMIT = Duration.ofMinutes(1);

  private static final int PAGE = 100;

  private final Caller caller;
  private final SweepTenant sweep;

  SweepLog(Caller caller, SweepTenant sweep) {
    this.caller = caller;
    this.sweep = sweep;
  }

  void run(Keep keep) {
    EventLog log = caller.storage().log();
    Instant border = open();
    Instant cutoff = sweep.cutoff(keep);
    Instant before = cutoff == null || border.isBefore(cutoff) ? border : cutoff;
    long below = keep.count() == null ? 0 : log.positionBefore(caller.tenant(), keep.count() - 1);
    if (sweep.isPreview()) {
      int byAge = cutoff == null ? 0 : count(before, Long.MAX_VALUE);
      sweep.removed(Retained.LOG, Math.max(byAge, below == 0 ? 0 : count(border, below)));
    } else {
      if (cutoff != null) {
        truncate(before, Long.MAX_VALUE);
      }
      if (below > 0) {
        truncate(border, below);
      }
    }
    held(cutoff, border, below);
  }

  private void truncate(Instant before, long below) {
    EventLog log = caller.storage().log();
    if (log.countBefore(caller.tenant(), before, below, 1) == 0) {
      return;
    }
    sweep.begins();
    int removed = sweep.batch();
    while (removed == sweep.batch() && sweep.mayGoOn(Retained.LOG)) {
      removed = log.truncate(caller.tenant(), before, below, sweep.batch());
      sweep.removed(Retained.LOG, removed);
    }
  }

  /** What is beyond a limit, but not before the border. */
  private void held(@Nullable Instant cutoff, Instant border, long below) {
    Instant now = caller.now();
    int beyond =
        Math.max(
            cutoff == null ? 0 : count(cutoff, Long.MAX_VALUE), below == 0 ? 0 : count(now, below));
    int gone = sweep.isPreview() ? Math.min(beyond, count(border, Long.MAX_VALUE)) : 0;
    sweep.held(Retained.LOG, beyond - gone);
  }

  private int count(Instant before, long below) {
    return caller.storage().log().countBefore(caller.tenant(), before, below, SweepTenant.PREVIEW);
  }

  /** Records from this moment on may be of an execution that has not ended. */
  private Instant open() {
    Instant first = caller.now();
    for (Document document :
        caller
            .storage()
            .list(
                new DocumentQuery(
                    caller.tenant(), Kinds.EXECUTION, Map.of("open", "true"), 0, PAGE))) {
      Instant started = ExecutionRecord.of(document).startedAt();
      first = started.isBefore(first) ? started : first;
    }
    return first.minus(LONGEST_COMMIT);
  }
}
