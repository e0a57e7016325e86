package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.store.Sha256;
import dev.mplp.spi.Change;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.Storage.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bounded log. Records get their position when they are written, which is their sequence too, so
 * there is nothing to sequence; the oldest record makes room for the newest.
 */
final class MemoryLog implements EventLog {

  private final Guard guard;
  private final StorageClock clock;
  private final Signals signals;
  private final int maxRecords;
  private final UUID identity = UUID.randomUUID();
  private final Map<String, LogIndex> tenants = new HashMap<>();

  /** The position of the last record that was truncated, for tenants that have one. */
  private final Map<String, Long> truncated = new HashMap<>();

  /** The record of position p is at (p - 1) modulo maxRecords; grows up to that. */
  private @Nullable LogRecord[] ring = new @Nullable LogRecord[64];

  private long head;
  private long oldest = 1;
  private long lastTime = Long.MIN_VALUE;

  MemoryLog(Guard guard, StorageClock clock, Signals signals, int maxRecords) {
    this.guard = guard;
    this.clock = clock;
    this.signals = signals;
    this.maxRecords = maxRecords;
  }

  /** Under the lock: writes a record. */
  void append(String tenant, LogEntry entry) {
    if (head - oldest + 1 == maxRecords) {
      dropOldest();
    }
    long position = ++head;
    lastTime = Math.max(clock.micros(), lastTime + 1);
    LogRecord written =
        new LogRecord(tenant, id(position), position, position, Micros.toInstant(lastTime), entry);
    int slot = slot(position);
    if (slot >= ring.length) {
      ring = Arrays.copyOf(ring, Math.min(ring.length * 2, maxRecords));
    }
    ring[slot] = written;
    LogIndex index = tenants.get(tenant);
    if (index == null) {
      index = new LogIndex();
      tenants.put(tenant, index);
    }
    index.add(written);
    signals.raise(Signal.LOG);
  }

  /** Under the lock: gives a record that is still there another body. */
  void redact(String tenant, Change.RedactRecord redaction) {
    long position = redaction.sequence();
    LogRecord found = position < oldest || position > head ? null : ring[slot(position)];
    if (found != null && found.tenant().equals(tenant)) {
      byte[] first = found.erased() == null ? Sha256.of(found.entry().body()) : found.erased();
      ring[slot(position)] =
          new LogRecord(
              tenant, found.id(), position, position, found.time(), redaction.entry(), first);
    }
  }

  /** Makes room; what was truncated left its room empty. */
  private void dropOldest() {
    LogRecord dropped = ring[slot(oldest)];
    if (dropped != null) {
      drop(dropped);
    }
    oldest++;
  }

  /** The first of its tenant, its Context and its run. */
  private void drop(LogRecord dropped) {
    LogIndex index = requireNonNull(tenants.get(dropped.tenant()));
    index.drop(dropped);
    if (index.all.size() == 0) {
      tenants.remove(dropped.tenant());
    }
    ring[slot(dropped.position())] = null;
  }

  private int slot(long position) {
    return (int) ((position - 1) % maxRecords);
  }

  private LogRecord at(long position) {
    return requireNonNull(ring[slot(position)]);
  }

  /** The log's own random id, spread by the sequence: as unique as a random one. */
  private UUID id(long sequence) {
    long high = mix(identity.getMostSignificantBits() + sequence * 0x9E3779B97F4A7C15L);
    long low = mix(identity.getLeastSignificantBits() ^ high);
    return new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (1L << 63));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public int sequence(int max) {
    return 0;
  }

  @Override
  public List<LogRecord> read(String tenant, @Nullable String contextId, long after, int limit) {
    return guard.call(
        () -> {
          long first = oldestOf(tenant);
          if (after + 1 < first) {
            throw new LogTruncatedException(after, first);
          }
          LogIndex index = tenants.get(tenant);
          if (index == null) {
            return List.of();
          }
          return page(contextId == null ? index.all : index.contexts.get(contextId), after, limit);
        });
  }

  @Override
  public List<LogRecord> readAll(long after, long upTo, long maxBytes) {
    return guard.call(
        () -> {
          List<LogRecord> found = new ArrayList<>();
          long bytes = 0;
          for (long p = Math.max(after + 1, oldest); p <= Math.min(upTo, head); p++) {
            LogRecord kept = ring[slot(p)];
            if (kept != null) {
              bytes += kept.entry().body().length;
              if (bytes > maxBytes && !found.isEmpty()) {
                return found;
              }
              found.add(kept);
            }
          }
          return found;
        });
  }

  @Override
  public List<LogRecord> readRun(String tenant, UUID runId, long after, int limit) {
    return guard.call(
        () -> {
          LogIndex index = tenants.get(tenant);
          PositionIndex run = index == null ? null : index.runs.get(runId);
          if (run != null && run.dropped() > after) {
            throw new LogTruncatedException(after, oldestOf(tenant));
          }
          return page(run, after, limit);
        });
  }

  private List<LogRecord> page(@Nullable PositionIndex index, long after, int limit) {
    if (index == null) {
      return List.of();
    }
    int from = index.countUpTo(after);
    int count = Math.min(limit, index.size() - from);
    List<LogRecord> page = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      page.add(at(index.get(from + i)));
    }
    return page;
  }

  @Override
  public int truncate(String tenant, Instant before, long below, int max) {
    return guard.call(
        () -> {
          LogIndex index = tenants.get(tenant);
          int removed = 0;
          while (index != null && removed < max && index.all.size() > 0) {
            LogRecord first = at(index.all.get(0));
            if (!isOld(first, before, below)) {
              break;
            }
            drop(first);
            truncated.put(tenant, first.position());
            removed++;
          }
          return removed;
        });
  }

  @Override
  public int countBefore(String tenant, Instant before, long below, int max) {
    return guard.call(
        () -> {
          LogIndex index = tenants.get(tenant);
          int most = index == null ? 0 : Math.min(max, index.all.size());
          int old = 0;
          while (old < most && isOld(at(requireNonNull(index).all.get(old)), before, below)) {
            old++;
          }
          return old;
        });
  }

  private static boolean isOld(LogRecord record, Instant before, long below) {
    return record.position() < below && record.time().isBefore(before);
  }

  @Override
  public long oldest(String tenant) {
    return guard.call(() -> oldestOf(tenant));
  }

  private long oldestOf(String tenant) {
    return Math.max(oldest, truncated.getOrDefault(tenant, 0L) + 1);
  }

  @Override
  public long positionBefore(String tenant, int newer) {
    return guard.call(
        () -> {
          LogIndex index = tenants.get(tenant);
          return index == null || index.all.size() <= newer
              ? 0
              : index.all.get(index.all.size() - 1 - newer);
        });
  }

  @Override
  public long head() {
    return guard.call(() -> head);
  }

  @Override
  public int lag() {
    return 0;
  }
}
