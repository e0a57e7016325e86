package dev.mplp.runtime.administration;

import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.List;

/**
 * Waits until every record that was written before an act has its position. Positions are given in
 * the order of the records: when the act's own record has one, those before it have theirs.
 */
final class Settling {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 500;
  private static final long REST = 10;

  private final Caller caller;
  private final String actId;
  private long after;

  /**
   * Waits for the record of an act.
   *
   * @param after a position before that of the act
   */
  Settling(Caller caller, String actId, long after) {
    this.caller = caller;
    this.actId = actId;
    this.after = after;
  }

  /**
   * Gives positions, and waits for whoever else does.
   *
   * @throws StorageException retryable, when it takes too long
   */
  void await() {
    EventLog log = caller.storage().log();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isThere(log)) {
      if (log.sequence(PAGE) == 0) {
        if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
          throw new StorageException(
              true,
              "records of the log have no position yet, and nobody gave them one within "
                  + PATIENCE.toSeconds()
                  + " s; they were not changed: do it again once the lag of the log is gone",
              null);
        }
        Pause.millis(REST);
      }
    }
  }

  private boolean isThere(EventLog log) {
    while (true) {
      try {
        List<LogRecord> page = log.read(caller.tenant(), null, after, PAGE);
        if (page.stream().anyMatch(this::isTheAct)) {
          return true;
        }
        if (page.size() < PAGE) {
          return false;
        }
        after = page.get(PAGE - 1).position();
      } catch (LogTruncatedException e) {
        after = e.oldest() - 1;
      }
    }
  }

  private boolean isTheAct(LogRecord record) {
    return record.entry().type().equals(RecordTypes.ADMINISTERED)
        && Bodies.parse(record.entry().body()).string("id").filter(actId::equals).isPresent();
  }
}
