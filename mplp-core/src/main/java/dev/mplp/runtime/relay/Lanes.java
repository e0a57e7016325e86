package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.Lane.Outgoing;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to the broker, in lanes: the messages of one Context are sent one after
 * another, each when the one before is confirmed, while those of others go beside them. For one
 * thread.
 *
 * <p>A lane has room for so many messages. When it is full, the records that follow in it are left
 * in the log, and it is <em>behind</em>: it is read on later, by itself, from where it was left,
 * and lanes that are behind take turns. So a Context that the broker does not take, or that has
 * much to tell, does not hold up the others.
 */
final class Lanes {

  /** Of a page that is read for one lane. */
  private static final int MOST_RECORDS = 250;

  private static final int MOST_RECORD_BYTES = 4 << 20;

  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private final Failing failing = new Failing();
  private final Behind behind = new Behind();
  private final Room room = new Room();
  private final Missing missing = new Missing();
  private final GiveBack giveBack = new GiveBack(failing, behind, room, missing);
  private final Largest largest;
  private long readTo;

  /** Nothing is on its way, and everything up to a position is there. */
  Lanes(long position) {
    readTo = position;
    largest = new Largest(position);
  }

  /** Whether there is room for a record in its lane, which is behind from there on if not. */
  boolean hasRoom(LogRecord record) {
    int size = record.entry().body().length;
    largest.add(size);
    Lane lane = lanes.get(Lane.key(record));
    if (lane == null) {
      return true;
    }
    if (!lane.isBehind && isFull(lane)) {
      behind.add(lane, record.position() - 1);
    }
    if (lane.isBehind) {
      behind.left(lane, size);
    }
    return !lane.isBehind;
  }

  /** Whether there is no more room in a lane. */
  boolean isFull(Lane lane) {
    return room.isFull(lane) || failing.hasGivenBack(lane);
  }

  /** Takes the messages of the next record of its lane. */
  void add(LogRecord record, List<EventMessage> all) {
    if (all.isEmpty()) {
      return;
    }
    missing.add(record.position(), all.size());
    Lane lane = lanes.computeIfAbsent(Lane.key(record), unused -> new Lane(record));
    for (EventMessage message : all) {
      Outgoing outgoing = new Outgoing(message, lane, record);
      lane.waiting.add(outgoing);
      room.add(outgoing);
    }
    if (!lane.isBusy) {
      lane.isBusy = true;
      ready.add(lane);
    }
  }

  /** Where there is none, by what can be read again. */
  void makeRoom() {
    giveBack.makeRoom();
  }

  /**
   * The lane whose turn it is to be read on: it is behind and has room again. Null when there is
   * none, or no room for any.
   */
  @Nullable Lane behind() {
    Lane lane = room.isFull() ? null : behind.next();
    while (lane != null && !wantsMore(lane)) {
      lane = behind.next(); // what is done in that one calls it again
    }
    return lane;
  }

  private boolean wantsMore(Lane lane) {
    return lane.isBehind && !lane.isStopped && lane.failures == 0 && room.isLow(lane);
  }

  /** How many records are to be read on for a lane, so that most fit: each has about two events. */
  int records(Lane lane) {
    if (lane.contextId == null) {
      return Math.min(MOST_RECORDS, Math.max(1, MOST_RECORD_BYTES / largest.size()));
    }
    long few = Math.min(lane.left, room.left(lane) / 2);
    return (int) Math.max(1, Math.min(few, MOST_RECORD_BYTES / lane.largest));
  }

  /**
   * A lane was read on up to a position.
   *
   * @return how many of the records that were left in the log for it were not there any more, once
   *     it has all others; 0 before
   */
  long readOn(Lane lane, long position) {
    if (position < readTo) {
      behind.move(lane, position);
      callIn(lane);
      return 0;
    }
    behind.remove(lane);
    if (!lane.isBusy) {
      lanes.remove(lane.key);
    }
    long removed = lane.left;
    lane.left = 0;
    return removed;
  }

  private void callIn(Lane lane) {
    if (wantsMore(lane)) {
      behind.wait(lane);
    }
  }

  /** Everything up to this position was added, or left to lanes that are behind. */
  void readTo(long position) {
    readTo = position;
    largest.readTo(position, done());
  }

  long readTo() {
    return readTo;
  }

  /** What follows in a lane that is behind cannot be relayed here. */
  void stop(Lane lane) {
    behind.stop(lane);
  }

  /** Whether a lane is behind that can be read on. */
  boolean areBehind() {
    return behind.canBeReadOn();
  }

  /** The next message to be sent, null when each one waits for another. */
  @Nullable Outgoing next(long now) {
    for (Lane rested = failing.rested(now); rested != null; rested = failing.rested(now)) {
      ready.add(rested);
    }
    Lane lane = ready.poll();
    return lane == null ? null : lane.waiting.element();
  }

  /** The broker has it, or will never take it. */
  void done(Outgoing sent) {
    Lane lane = sent.lane();
    lane.waiting.remove();
    failing.over(lane);
    missing.done(sent.position());
    room.remove(sent);
    callIn(lane);
    if (!lane.waiting.isEmpty()) {
      ready.add(lane);
    } else {
      lane.isBusy = false;
      if (!lane.isBehind) {
        lanes.remove(lane.key);
      }
    }
  }

  /** It is to be sent again, after a rest. */
  void failed(Outgoing sent, long now, String why) {
    failing.failed(sent.lane(), now, why);
  }

  /** How many lanes are held back by a message that does not get through. */
  int failing() {
    return failing.lanes();
  }

  /** In how many nanoseconds the next lane has rested; {@code most} when none rests that long. */
  long untilRetry(long now, long most) {
    return failing.untilRetry(now, most);
  }

  /** What has not got through for so long, for people; null for nothing. */
  @Nullable String heldBack(long now, Duration longest) {
    return failing.heldBack(now, longest);
  }

  /** Up to this position nothing is missing. */
  long done() {
    return behind.readTo(missing.before(readTo));
  }

  /** How many messages the broker does not have. */
  int messages() {
    return room.messages();
  }

  /** How large they are together. */
  long bytes() {
    return room.bytes();
  }

  /** Whether nothing more is to be read ahead for the moment. */
  boolean areFull() {
    return room.isFull() || behind.isFull();
  }
}
