package dev.mplp.runtime.administration;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.UnreadableRecordException;
import dev.mplp.runtime.object.Caller;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of an erasure that rewrites the log of a tenant, from its beginning, page by page. */
final class EraseLog {

  private static final int PAGE = 200;

  private final Caller caller;
  private final Redaction redaction;
  private int records;

  EraseLog(Caller caller, Redaction redaction) {
    this.caller = caller;
    this.redaction = redaction;
  }

  /** How many records were changed so far. */
  int records() {
    return records;
  }

  /** Rewrites up to where the log ends now. */
  void run() {
    EventLog log = caller.storage().log();
    long end = log.head();
    long after = log.oldest(caller.tenant()) - 1;
    boolean more = true;
    while (more) {
      try {
        List<LogRecord> page = log.read(caller.tenant(), null, after, PAGE);
        redact(page);
        after = page.isEmpty() ? after : page.get(page.size() - 1).position();
        more = page.size() == PAGE && after < end;
      } catch (LogTruncatedException e) {
        after = e.oldest() - 1; // what was removed meanwhile is gone altogether
      }
    }
  }

  private void redact(List<LogRecord> page) {
    List<Change> changes = new ArrayList<>();
    for (LogRecord record : page) {
      LogEntry entry = record.entry();
      byte[] body = redacted(record);
      if (body != null) {
        changes.add(
            new Change.RedactRecord(
                record.sequence(),
                new LogEntry(
                    entry.type(),
                    entry.contextId(),
                    entry.executionId(),
                    entry.runId(),
                    entry.stepId(),
                    entry.attempt(),
                    body)));
      }
    }
    if (!changes.isEmpty()) {
      caller.commits().commit(ChangeSet.builder(caller.tenant()).addAll(changes).build());
      records += changes.size();
    }
  }

  /** One of a newer form is refused: what it says of the person would stay. */
  private byte @Nullable [] redacted(LogRecord record) {
    try {
      JsonObject before = Bodies.parse(record);
      JsonObject after = redaction.record(record.entry().type(), before);
      return after.equals(before) ? null : Bodies.bytes(after);
    } catch (UnreadableRecordException e) {
      return null; // no JSON object: nothing in it was written by a person
    }
  }
}
