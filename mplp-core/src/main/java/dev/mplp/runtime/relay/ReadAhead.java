package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.LogPages.Page;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log into lanes while there is room, up to a record that this version cannot read or
 * render; {@link CatchUp} reads on in lanes that were left behind. For one thread.
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
  private final CatchUp catchUp;
  private final ObjLongConsumer<LeftOut> leftOut;
  private final long patience;
  private @Nullable Stop stop;
  private long head;
  private long lookAt = System.nanoTime();
  private long rest = FIRST_REST;

  /**
   * A record that cannot be relayed by this process.
   *
   * @param at when it was met, by the nano clock
   */
  record Stop(long position, String why, long at) {

    static Stop before(long position, String why) {
      return new Stop(position, why, System.nanoTime());
    }

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
   * @param patience how long after it met what it cannot read the messages before that may take
   */
  ReadAhead(EventLog log, Lanes lanes, ObjLongConsumer<LeftOut> leftOut, Duration patience) {
    this.log = log;
    this.pages = new LogPages(log);
    this.lanes = lanes;
    this.catchUp = new CatchUp(log, lanes, many -> removed(many, lanes.readTo()));
    this.leftOut = leftOut;
    this.patience = patience.toNanos();
  }

  /** The log has grown. */
  void hint(long now) {
    lookAt = now;
    rest = FIRST_REST;
  }

  /**
   * Where it ends, once everything before that was relayed, or has had its time; null while it goes
   * on.
   */
  @Nullable Stop ended(long now) {
    Stop at = catchUp.stop() == null ? stop : catchUp.stop();
    if (at == null) {
      return null;
    }
    boolean before = lanes.messages() == 0 && !lanes.areBehind();
    return before || now - at.at >= patience ? at : null;
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
    lanes.makeRoom();
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
      removed(removed, page.upTo());
    }
    lanes.readTo(add(page));
    return true;
  }

  private void removed(long many, long upTo) {
    LeftOut gone = LeftOut.removed(many, upTo + 1);
    LOG.warn("{} before they were relayed", gone.last());
    leftOut.accept(gone, upTo);
  }

  /** Up to where it was added, or left to lanes that are behind. */
  private long add(Page page) {
    for (LogRecord found : page.records()) {
      try {
        if (lanes.hasRoom(found)) {
          lanes.add(found, messages(found));
        }
      } catch (Unreadable e) {
        stop = Stop.before(found.position(), e.why());
        return found.position() - 1;
      }
    }
    String why = page.unreadable();
    if (why != null) {
      stop = Stop.before(page.upTo() + 1, why);
    }
    return page.upTo();
  }

  /** Reads on in a lane that was left behind; false when none has room. */
  boolean catchUp() {
    return catchUp.turn();
  }

  /**
   * The messages of a record.
   *
   * @throws Unreadable when this version cannot make them
   */
  static List<EventMessage> messages(LogRecord found) throws Unreadable {
    List<EventMessage> messages;
    try {
      messages = EventMessages.of(found);
    } catch (RuntimeException e) {
      throw new Unreadable(e.toString());
    }
    if (messages.isEmpty()) {
      throw new Unreadable(
          "its type " + found.entry().type() + " was introduced by a later version");
    }
    return messages;
  }

  /** A record of which this version cannot make messages. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why, null, false, false);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }
}
