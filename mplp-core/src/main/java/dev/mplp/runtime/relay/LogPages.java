package dev.mplp.runtime.relay;

import dev.mplp.MplpException;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of all tenants in pages, bounded in records and in bytes. A page ends before a
 * record that cannot be read here, such as one encrypted with a key that this process does not
 * have: what stands before it is found by halving.
 */
public final class LogPages {

  private static final int RECORDS = 250;
  private static final long BYTES = 4L << 20;

  private final EventLog log;

  /** Pages of this log. */
  public LogPages(EventLog log) {
    this.log = log;
  }

  /**
   * A page.
   *
   * @param upTo the position up to which it has all that is kept
   * @param unreadable why the record after that cannot be read here, null when it was not tried
   */
  public record Page(List<LogRecord> records, long upTo, @Nullable String unreadable) {}

  /**
   * The page that begins after a position.
   *
   * @param upTo at most the head of the log
   * @throws MplpException retryable, when the storage is not to be reached
   */
  public Page read(long after, long upTo) {
    long end = Math.min(upTo, after + RECORDS);
    while (true) {
      try {
        List<LogRecord> found = log.readAll(after, end, BYTES);
        boolean whole = found.isEmpty() || found.size() == end - after;
        return new Page(found, whole ? end : found.get(found.size() - 1).position(), null);
      } catch (MplpException e) {
        if (e.retryable()) {
          throw e;
        }
        if (end - after <= 1) {
          return new Page(List.of(), after, String.valueOf(e.getMessage()));
        }
        end = after + (end - after) / 2;
      }
    }
  }
}
