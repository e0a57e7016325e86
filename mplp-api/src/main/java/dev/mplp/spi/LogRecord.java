package dev.mplp.spi;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log.
 *
 * @param tenant whose
 * @param id unique over all storages, the same for ever, also after a dump and restore
 * @param sequence in the order of writing; unique, with gaps; a cause has a smaller one than its
 *     effects
 * @param position where readers find it, dense from 1 over the whole storage; 0 while it has none
 * @param time when it happened, microseconds, by the storage's clock; strictly increasing by
 *     position. While the record has no position the time is provisional
 * @param entry what was written
 * @param erased the SHA-256 of the body that was written, when it was given another one by {@link
 *     Change.RedactRecord}; null when it is as it was written
 */
public record LogRecord(
    String tenant,
    UUID id,
    long sequence,
    long position,
    Instant time,
    LogEntry entry,
    byte @Nullable [] erased) {

  /** A record that is as it was written. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public LogRecord(
      String tenant, UUID id, long sequence, long position, Instant time, LogEntry entry) {
    this(tenant, id, sequence, position, time, entry, null);
  }
}
