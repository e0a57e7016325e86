package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.LogPages.Page;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log into lanes while there is room, and lanes that were left behind where they have
 * room again, up to a record that this version cannot read or render. For one thread.
 */
final class ReadAhead {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final long LOOK = Duration.ofMillis(500).toNanos();

  /** After a hint the record may not have its position yet: look again after this, doubling. */
  private static final long FIRST_REST = Duration.ofMillis(4).toNanos();

  private static final long LAST_REST = Duration.ofMillis(64).toNanos();

  private final EventLog log;
  private final LogPages pages;
  private final Lanes lanes;
  private final ObjLongConsumer<LeftOut> leftOut;
  private @Nullable Stop stop;
  private long head;
  private long lookAt = System.nanoTime();
  private long rest = FIRST_REST;

  /**
   * A record that cannot be relayed by this process.
   *
   * @param ofLane whether it was met by a lane that is behind, before others that can be relayed
   */
  record Stop(long position, String why, boolean ofLane) {

    /** For people. */
    String told() {
      return "stopped before the record at position "
          + position
          + ", which this process cannot relay: "
          + why
          + "; one of a later version, or with the key, goes on";
    }
  }

  /**
   * Reads on after what lanes have.
   *
   * @param leftOut told what is no longer there, with the position up to which that is
   */
  ReadAhead(EventLog log, Lanes lanes, ObjLongConsumer<LeftOut> leftOut) {
    this.log = log;
    this.pages = new LogPages(log);
    this.lanes = lanes;
    this.leftOut = leftOut;
  }

  /** The log has grown. */
  void hint(long now) {
    lookAt = now;
    rest = FIRST_REST;
  }

  /** Where it ends, once everything before that was relayed; null while it goes on. */
  @Nullable Stop ended() {
    Stop at = stop;
    boolean before = lanes.messages() == 0 && (at == null || at.ofLane || !lanes.areBehind());
    return before ? at : null;
  }

  /** As it was when it was last asked for. */
  long head() {
    return Math.max(head, lanes.readTo());
  }

  /** In how many nanoseconds there may be more to read; {@code most} when not that soon. */
  long untilLook(long now, long most) {
    boolean reads = stop == null && !lanes.areFull();
    return reads ? Math.min(most, Math.max(0, lookAt - now)) : most;
  }

  /** Reads a page; false when there is nothing to read or no room. */
  boolean read(long now) {
    if (stop != null || lanes.areFull()) {
      return false;
    }
    if (lanes.readTo() >= head) {
      if (lookAt - now > 0) {
        return false;
      }
      head = log.head();
    }
    if (lanes.readTo() >= head) {
      lookAt = now + (rest <= LAST_REST ? rest : LOOK);
      rest = Math.min(rest * 2, LAST_REST * 2);
      return false;
    }
    long after = lanes.readTo();
    Page page = pages.read(after, head);
    long removed = page.upTo() - after - page.records().size();
    if (removed > 0) {
      LeftOut gone = LeftOut.removed(removed, page.upTo() + 1);
      LOG.warn("{} before they were relayed", gone.last());
      leftOut.accept(gone, page.upTo());
    }
    long to = page.upTo();
    for (LogRecord found : page.records()) {
      if (stop == null && lanes.hasRoom(found)) {
        List<EventMessage> messages = messages(found, false);
        if (messages == null) {
          to = found.position() - 1;
        } else {
          lanes.add(found, messages);
        }
      }
    }
    lanes.readTo(to);
    String why = page.unreadable();
    if (why != null) {
      stop(new Stop(to + 1, why, false));
    }
    return true;
  }

  /** Reads on in a lane that was left behind. */
  boolean catchUp() {
    Lane lane = lanes.behind();
    if (lane == null || (stop != null && stop.ofLane)) {
      return false;
    }
    Page page = pages.read(lane.readTo, lanes.readTo());
    for (LogRecord found : page.records()) {
      if (Lanes.isOf(lane, found)) {
        if (!lanes.hasRoom(lane, found)) {
          lanes.readTo(lane, found.position() - 1);
          return true;
        }
        List<EventMessage> messages = messages(found, true);
        if (messages == null) {
          lanes.readTo(lane, found.position() - 1);
          return true;
        }
        lanes.add(found, messages);
      }
    }
    lanes.readTo(lane, page.upTo());
    String why = page.unreadable();
    if (why != null) {
      stop(new Stop(page.upTo() + 1, why, true));
    }
    return true;
  }

  /** Null when this version cannot make them, which ends it. */
  private @Nullable List<EventMessage> messages(LogRecord found, boolean ofLane) {
    List<EventMessage> messages = new ArrayList<>();
    String why = "its type " + found.entry().type() + " was introduced by a later version";
    try {
      messages = EventMessages.of(found);
    } catch (RuntimeException e) {
      why = e.toString();
    }
    if (messages.isEmpty()) {
      stop(new Stop(found.position(), why, ofLane));
      return null;
    }
    return messages;
  }

  private void stop(Stop at) {
    if (stop == null || at.ofLane) {
      stop = at;
    }
  }
}
