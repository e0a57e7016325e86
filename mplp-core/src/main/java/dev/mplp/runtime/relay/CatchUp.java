package dev.mplp.runtime.relay;

import dev.mplp.MplpException;
import dev.mplp.runtime.relay.ReadAhead.Stop;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads on in lanes that were left behind, one after another, each by the index of its Context: so
 * many lanes with much to tell cost what they have, whatever stands between it. What belongs to no
 * Context has no index of its own and is picked out of what its tenant has. For one thread.
 */
final class CatchUp {

  private final EventLog log;
  private final Lanes lanes;
  private final LongConsumer removed;
  private @Nullable Stop stop;

  /**
   * Reads on up to where all was read.
   *
   * @param removed told how many records of a lane, up to where all was read, are no longer there
   */
  CatchUp(EventLog log, Lanes lanes, LongConsumer removed) {
    this.log = log;
    this.lanes = lanes;
    this.removed = removed;
  }

  /** What it met first that cannot be relayed here, null for nothing. */
  @Nullable Stop stop() {
    return stop;
  }

  /** Reads on in one lane; false when none has room. */
  boolean turn() {
    Lane lane = lanes.behind();
    if (lane == null) {
      return false;
    }
    long missing = lanes.readOn(lane, read(lane, lanes.records(lane)));
    if (missing > 0) {
      removed.accept(missing);
    }
    return true;
  }

  /** Up to where it was read. */
  private long read(Lane lane, int most) {
    int limit = most;
    while (true) {
      try {
        return take(lane, log.read(lane.tenant, lane.contextId, lane.readTo, limit), limit);
      } catch (LogTruncatedException e) {
        return Math.min(e.oldest() - 1, lanes.readTo());
      } catch (MplpException e) {
        if (e.retryable()) {
          throw e;
        }
        if (limit == 1) {
          stop(lane, lane.readTo + 1, String.valueOf(e.getMessage()));
          return lane.readTo;
        }
        limit /= 2; // one of them has a key that is not here: what stands before it is found
      }
    }
  }

  /** The others are read on. */
  private void stop(Lane lane, long position, String why) {
    lanes.stop(lane);
    stop = stop == null ? Stop.before(position, why) : stop;
  }

  private long take(Lane lane, List<LogRecord> page, int limit) {
    long end = lanes.readTo();
    for (LogRecord found : page) {
      if (found.position() > end) {
        return end; // of what was left the rest is no longer there
      }
      if (lane.contextId == null && found.entry().contextId() != null) {
        continue;
      }
      long before = found.position() - 1;
      if (lanes.isFull(lane)) {
        return before;
      }
      try {
        List<EventMessage> messages = ReadAhead.messages(found);
        lanes.add(found, messages);
        lane.left--;
      } catch (ReadAhead.Unreadable e) {
        stop(lane, found.position(), e.why());
        return before;
      }
      if (lane.left == 0) {
        return end;
      }
    }
    return page.size() < limit ? end : page.get(page.size() - 1).position();
  }
}
