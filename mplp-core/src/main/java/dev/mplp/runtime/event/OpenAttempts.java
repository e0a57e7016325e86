package dev.mplp.runtime.event;

import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The steps of a run whose last attempt has no end in the log: those that were parked when the run
 * was stopped. Nobody else ends them, so whoever ends the run does.
 */
public final class OpenAttempts {

  private static final Set<String> OPENING =
      Set.of(RecordTypes.STEP_STARTED, RecordTypes.STEP_CONTINUED, RecordTypes.STEP_PARKED);

  private static final Set<String> ENDING =
      Set.of(
          RecordTypes.STEP_COMPLETED,
          RecordTypes.STEP_FAILED,
          RecordTypes.STEP_RETRIED,
          RecordTypes.STEP_LOST,
          RecordTypes.STEP_CANCELLED,
          RecordTypes.STEP_RELEASED);

  private OpenAttempts() {}

  /**
   * The ids of those steps; none when the log no longer keeps the beginning of the run. Costs as
   * much as the run has records.
   */
  public static Set<UUID> of(EventLog log, String tenant, UUID runId) {
    List<LogRecord> records;
    try {
      records = new RunLog(log, tenant).read(runId, Duration.ZERO);
    } catch (LogTruncatedException e) {
      return Set.of();
    }
    records.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
    Set<UUID> open = new HashSet<>();
    for (LogRecord record : records) {
      LogEntry entry = record.entry();
      if (OPENING.contains(entry.type())) {
        open.add(entry.stepId());
      } else if (ENDING.contains(entry.type())) {
        open.remove(entry.stepId());
      }
    }
    return open;
  }
}
