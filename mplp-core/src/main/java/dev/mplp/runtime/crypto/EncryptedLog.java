package dev.mplp.runtime.crypto;

import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log whose records are decrypted when they are read. */
final class EncryptedLog implements EventLog {

  private final EventLog log;
  private final Bodies bodies;

  EncryptedLog(EventLog log, Bodies bodies) {
    this.log = log;
    this.bodies = bodies;
  }

  private List<LogRecord> decrypted(List<LogRecord> records) {
    return records.stream()
        .map(
            found ->
                new LogRecord(
                    found.tenant(),
                    found.id(),
                    found.sequence(),
                    found.position(),
                    found.time(),
                    bodies.entry(found.tenant(), found.entry()),
                    found.erased()))
        .toList();
  }

  @Override
  public int sequence(int max) {
    return log.sequence(max);
  }

  @Override
  public List<LogRecord> read(String tenant, @Nullable String contextId, long after, int limit) {
    return decrypted(log.read(tenant, contextId, after, limit));
  }

  @Override
  public List<LogRecord> readAll(long after, long upTo, long maxBytes) {
    return decrypted(log.readAll(after, upTo, maxBytes));
  }

  @Override
  public List<LogRecord> readRun(String tenant, UUID runId, long after, int limit) {
    return decrypted(log.readRun(tenant, runId, after, limit));
  }

  @Override
  public int truncate(String tenant, Instant before, long below, int max) {
    return log.truncate(tenant, before, below, max);
  }

  @Override
  public int countBefore(String tenant, Instant before, long below, int max) {
    return log.countBefore(tenant, before, below, max);
  }

  @Override
  public long oldest(String tenant) {
    return log.oldest(tenant);
  }

  @Override
  public long positionBefore(String tenant, int newer) {
    return log.positionBefore(tenant, newer);
  }

  @Override
  public long head() {
    return log.head();
  }

  @Override
  public int lag() {
    return log.lag();
  }
}
