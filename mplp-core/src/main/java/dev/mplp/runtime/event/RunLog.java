package dev.mplp.runtime.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Reads all records of a run of one tenant, page by page. */
public final class RunLog {

  private static final long FIRST_REST = Duration.ofMillis(2).toNanos();
  private static final long LONGEST_REST = Duration.ofMillis(100).toNanos();

  private static final Comparator<LogRecord> ORDER =
      Comparator.comparingLong((LogRecord r) -> r.position() == 0 ? Long.MAX_VALUE : r.position())
          .thenComparingLong(LogRecord::sequence);

  private final EventLog log;
  private final String tenant;
  private final Room room;

  /** Reads from this log as much as is handed out in one piece. */
  public RunLog(EventLog log, String tenant) {
    this(log, tenant, Room.WHOLE);
  }

  /** Reads from this log what there is room for. */
  public RunLog(EventLog log, String tenant, Room room) {
    this.log = requireNonNull(log, "log");
    this.tenant = requireNonNull(tenant, "tenant");
    this.room = requireNonNull(room, "room");
  }

  /**
   * The records that are visible now, by position. What has none yet is waited for, at most {@code
   * patience}, and comes last when it still has none.
   *
   * @throws dev.mplp.spi.LogTruncatedException when the first of them are no longer kept
   * @throws dev.mplp.TooLargeException when there is no room for all
   */
  public List<LogRecord> read(UUID runId, Duration patience) {
    List<LogRecord> records = readAfter(runId, 0, Long.MAX_VALUE);
    long deadline = System.nanoTime() + patience.toNanos();
    long rest = FIRST_REST;
    int open = firstWithoutPosition(records);
    while (open < records.size() && rest(Math.min(rest, deadline - System.nanoTime()))) {
      long last = records.get(records.size() - 1).sequence();
      List<LogRecord> again = readAfter(runId, records.get(open).sequence() - 1, last);
      records.subList(open, records.size()).clear();
      records.addAll(again);
      open = firstWithoutPosition(records);
      rest = Math.min(rest * 2, LONGEST_REST);
    }
    records.sort(ORDER);
    return records;
  }

  private List<LogRecord> readAfter(UUID runId, long after, long last) {
    List<LogRecord> records = new ArrayList<>();
    long from = after;
    long bytes = 0;
    while (true) {
      List<LogRecord> page = log.readRun(tenant, runId, from, room.page());
      for (LogRecord record : page) {
        if (record.sequence() > last) {
          return records;
        }
        bytes += record.entry().body().length;
        room.check("run " + runId, records.size() + 1, bytes);
        records.add(record);
      }
      if (page.size() < room.page()) {
        return records;
      }
      from = page.get(page.size() - 1).sequence();
    }
  }

  private static int firstWithoutPosition(List<LogRecord> records) {
    int i = 0;
    while (i < records.size() && records.get(i).position() != 0) {
      i++;
    }
    return i;
  }

  /** False when there is no time left, or the thread is interrupted, which stays so. */
  private static boolean rest(long nanos) {
    if (nanos <= 0) {
      return false;
    }
    try {
      LogWaiter.rest(nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
