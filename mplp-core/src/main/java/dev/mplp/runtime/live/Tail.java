package dev.mplp.runtime.live;

import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of a tenant: all of those in a stretch of positions, at most 1,000 and 4 MiB
 * or the newest one alone, and none for longer than a minute, so that what is erased from the log
 * is soon gone here as well. What comes and does not join on begins another stretch. Thread-safe.
 */
final class Tail {

  private static final int MOST = 1_000;
  private static final int MOST_BYTES = 4 << 20;
  private static final long LONGEST = Duration.ofMinutes(1).toNanos();

  private final String tenant;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Kept> records = new ArrayDeque<>();
  private int bytes;
  private long after = -1;
  private long upTo = -1;
  private volatile long wanted = System.nanoTime();

  /** A record and when it came. */
  private record Kept(LogRecord record, long at) {}

  Tail(String tenant) {
    this.tenant = tenant;
  }

  /** What comes after a position, null when that is not known here. */
  LiveLog.@Nullable Found read(@Nullable String contextId, long from, int limit) {
    wanted = System.nanoTime();
    lock.lock();
    try {
      if (after < 0 || from < after) {
        return null;
      }
      List<LogRecord> found = new ArrayList<>();
      for (Kept kept : records) {
        LogRecord record = kept.record();
        boolean fits = contextId == null || contextId.equals(record.entry().contextId());
        if (record.position() > from && fits) {
          found.add(record);
          if (found.size() == limit) {
            return new LiveLog.Found(found, record.position());
          }
        }
      }
      return new LiveLog.Found(found, Math.max(from, upTo));
    } finally {
      lock.unlock();
    }
  }

  /** What it takes in memory, about. */
  int bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** For how long nobody has asked, in nanoseconds. */
  long idle() {
    return System.nanoTime() - wanted;
  }

  /** Nothing is known any more. */
  void forget() {
    lock.lock();
    try {
      begin(-1);
    } finally {
      lock.unlock();
    }
  }

  private void begin(long position) {
    records.clear();
    bytes = 0;
    after = position;
    upTo = position;
  }

  void add(Frame frame) {
    lock.lock();
    try {
      if (after < 0 || frame.after() > upTo) {
        begin(frame.after());
      }
      for (LogRecord record : frame.records()) {
        if (record.position() > upTo) {
          records.add(new Kept(record, System.nanoTime()));
          bytes += Frame.size(record);
          upTo = record.position();
        }
      }
      upTo = Math.max(upTo, frame.upTo());
      while (records.size() > MOST || (bytes > MOST_BYTES && records.size() > 1)) {
        drop();
      }
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    LogRecord oldest = records.remove().record();
    bytes -= Frame.size(oldest);
    after = oldest.position();
  }

  /** A beat without records of this tenant continues the stretch; one with them must find them. */
  void add(Beat beat) {
    lock.lock();
    try {
      boolean complete = !beat.tenants().contains(tenant);
      if (complete && (after < 0 || beat.after() > upTo)) {
        begin(beat.after());
      }
      if (complete) {
        upTo = Math.max(upTo, beat.upTo());
      } else if (after < 0 || upTo < beat.upTo()) {
        begin(beat.upTo());
      }
      while (!records.isEmpty() && System.nanoTime() - records.element().at() > LONGEST) {
        drop();
      }
    } finally {
      lock.unlock();
    }
  }
}
