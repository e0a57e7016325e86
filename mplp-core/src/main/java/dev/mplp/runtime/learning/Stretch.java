package dev.mplp.runtime.learning;

import dev.mplp.learning.CoreSample;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some of the records of a run teach.
 *
 * @param upTo where they end
 * @param isLast whether no more come
 */
record Stretch(List<CoreSample> samples, Progress upTo, boolean isLast) {

  private static final int PAGE = 500;

  /**
   * Reads on.
   *
   * @param most how many records
   * @return null when one has no position yet, and so not its final time
   * @throws dev.mplp.spi.LogTruncatedException when records that come next are no longer kept
   */
  static @Nullable Stretch read(EventLog log, String tenant, Progress from, int most) {
    RunFacts facts = new RunFacts(from.families(), from.contextId(), from.begun());
    List<CoreSample> samples = new ArrayList<>();
    long after = from.after();
    for (int count = 0; count < most; ) {
      int limit = Math.min(PAGE, most - count);
      List<LogRecord> page = log.readRun(tenant, from.runId(), after, limit);
      if (page.isEmpty() && count == 0) { // the run has ended: what is not there is not kept
        return new Stretch(samples, from, true);
      }
      for (LogRecord record : page) {
        if (record.position() == 0) {
          return null;
        }
        after = record.sequence();
        facts.next(record).ifPresent(samples::add);
        if (record.entry().type().equals(RecordTypes.RUN_ENDED)) {
          return new Stretch(samples, from.upTo(after, facts.begun()), true);
        }
      }
      count += page.size();
      if (page.size() < limit) {
        return null;
      }
    }
    return new Stretch(samples, from.upTo(after, facts.begun()), false);
  }
}
