package dev.mplp.runtime.engine;

import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import dev.mplp.runtime.budget.Usage;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.trace.Segment;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.Traceparent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a handler traces: kept here until there is enough of it or the handler is back, then written
 * to the log, a record for each segment, in a commit of its own. Tracing that fails is told and
 * left: the work counts. What is used of a budget is counted along with it, and is not left: a
 * handler whose usage cannot be counted is called again. Thread-safe.
 */
final class SegmentLog {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int BATCH = 100;
  private static final int MOST = 10_000;

  private final Attempt attempt;
  private final Storage storage;
  private final Commits commits;
  private final CountUsage usage;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SegmentId, LiveSegment> open = new LinkedHashMap<>();
  private final List<LogEntry> ended = new ArrayList<>();
  private Usage used = Usage.NONE;
  private @Nullable Instant began;
  private long beganNanos;
  private int opened;
  private int dropped;
  private boolean over;

  SegmentLog(Attempt attempt, Storage storage, Commits commits, CountUsage usage) {
    this.attempt = attempt;
    this.storage = storage;
    this.commits = commits;
    this.usage = usage;
  }

  /**
   * Opens a segment.
   *
   * @param parent null below the attempt itself
   */
  Segment open(@Nullable LiveSegment parent, String label) {
    int depth = parent == null ? 1 : parent.depth() + 1;
    lock.lock();
    try {
      if (over) {
        throw new IllegalStateException(
            "segment \""
                + label
                + "\" is opened too late: the handler is back, and nothing more of it is traced;"
                + " open segments before it returns");
      }
      LiveSegment segment = new LiveSegment(this, parent, label, now(), depth);
      if (opened >= MOST || depth > LiveSegment.DEEPEST) {
        dropped++;
      } else {
        opened++;
        open.put(segment.segmentId(), segment);
      }
      return segment;
    } finally {
      lock.unlock();
    }
  }

  /** Times by the storage's clock, which is asked only once. */
  Instant now() {
    lock.lock();
    try {
      if (began == null) {
        began = storage.now();
        beganNanos = System.nanoTime();
      }
      return Times.micros(began.plusNanos(System.nanoTime() - beganNanos));
    } finally {
      lock.unlock();
    }
  }

  String traceparent(SegmentId segmentId) {
    return attempt.traceparent(Traceparent.spanId(segmentId));
  }

  /** The handler reports what it used. */
  void used(Usage more) {
    if (!usage.counts(attempt)) {
      return;
    }
    lock.lock();
    try {
      used = used.plus(more);
    } finally {
      lock.unlock();
    }
  }

  private Usage takeUsed() {
    Usage taken = used;
    used = Usage.NONE;
    return taken;
  }

  /** A segment was closed by the handler. */
  void ended(LiveSegment segment) {
    List<LogEntry> batch = List.of();
    Usage count;
    lock.lock();
    try {
      List<LiveSegment> inside =
          open.values().stream().filter(other -> other.isInside(segment)).toList();
      for (int i = inside.size() - 1; i >= 0; i--) {
        end(inside.get(i), true);
      }
      end(segment, false);
      count = takeUsed();
      if (ended.size() >= BATCH || !count.isNothing()) {
        batch = List.copyOf(ended);
        ended.clear();
      }
    } finally {
      lock.unlock();
    }
    try {
      write(batch, count);
    } catch (StorageException | OutcomeUnknownException e) {
      used(count); // rather twice than never, should the outcome be unknown
      notRecorded(batch, e);
    }
  }

  private void end(LiveSegment segment, boolean unclosed) {
    if (open.remove(segment.segmentId()) != null) {
      ended.add(entry(segment.end(now(), unclosed)));
    }
  }

  private LogEntry entry(TraceSegment segment) {
    return StepRecords.segmentEnded(
        attempt.run(),
        attempt.stepId(),
        attempt.payload().index(),
        attempt.claim().attempt(),
        segment);
  }

  /**
   * The handler is back: what it left open is closed, and everything is written.
   *
   * @throws StorageException when what it used could not be counted
   * @throws OutcomeUnknownException when it may not have been
   */
  void finish() {
    List<LogEntry> batch;
    Usage count;
    lock.lock();
    try {
      over = true;
      List<LiveSegment> left = new ArrayList<>(open.values());
      for (int i = left.size() - 1; i >= 0; i--) {
        end(left.get(i), true);
      }
      if (dropped > 0) {
        ended.add(entry(droppedOnes()));
      }
      batch = List.copyOf(ended);
      ended.clear();
      count = takeUsed();
    } finally {
      lock.unlock();
    }
    int first = Math.min(batch.size(), BATCH);
    writeLast(batch.subList(0, first), count);
    for (int from = first; from < batch.size(); from += BATCH) {
      writeLast(batch.subList(from, Math.min(batch.size(), from + BATCH)), Usage.NONE);
    }
  }

  private void writeLast(List<LogEntry> batch, Usage count) {
    try {
      write(batch, count);
    } catch (StorageException | OutcomeUnknownException e) {
      notRecorded(batch, e);
      if (!count.isNothing()) {
        throw e;
      }
    }
  }

  private TraceSegment droppedOnes() {
    return TraceSegment.builder("segments beyond the limit")
        .status(SegmentStatus.SKIPPED)
        .attributes(JsonObject.of("kind", "handler", "dropped", dropped))
        .build();
  }

  private void write(List<LogEntry> batch, Usage count) {
    if (!count.isNothing()) {
      usage.used(attempt, count, batch);
    } else if (!batch.isEmpty()) {
      ChangeSet.Builder set = ChangeSet.builder(attempt.tenant());
      batch.forEach(entry -> set.add(new Change.AppendLog(entry)));
      commits.commit(set.build());
    }
  }

  private void notRecorded(List<LogEntry> batch, RuntimeException error) {
    LOG.warn(
        "{} segments of step {} were not recorded: {}",
        batch.size(),
        attempt.stepId(),
        error.getMessage());
  }
}
