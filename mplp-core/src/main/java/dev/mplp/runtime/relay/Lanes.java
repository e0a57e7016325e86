package dev.mplp.runtime.relay;

import dev.mplp.runtime.relay.Lane.Outgoing;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to the broker, in lanes: the messages of one Context are sent one after
 * another, each when the one before is confirmed, while those of others go beside them. For one
 * thread.
 *
 * <p>A lane has room for so many messages. When it is full, the records that follow in it are left
 * in the log, and it is <em>behind</em>: it is read on later, by itself, from where it was left. So
 * a Context that the broker does not take, or that has much to tell, does not hold up the others.
 */
final class Lanes {

  private static final long FIRST_REST = 100_000_000L;
  private static final long LAST_REST = 5_000_000_000L;
  private static final int MOST_MESSAGES = 5_000;
  private static final long MOST_BYTES = 32L << 20;
  private static final int MOST_OF_ONE = 250;
  private static final int LEAST_OF_ONE = 10;
  private static final long LEAST_BYTES_OF_ONE = 64L << 10;

  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private final PriorityQueue<Lane> resting =
      new PriorityQueue<>(Comparator.comparingLong((Lane lane) -> lane.retryAt));
  private final Set<Lane> behind = new LinkedHashSet<>();

  /** Records of which a message is missing, by position, with the number of such messages. */
  private final TreeMap<Long, Integer> missing = new TreeMap<>();

  private long readTo;
  private int messages;
  private long bytes;

  /** Nothing is on its way, and everything up to a position is there. */
  Lanes(long position) {
    readTo = position;
  }

  private static String key(LogRecord record) {
    String context = record.entry().contextId();
    return record.tenant() + '/' + (context == null ? "" : context);
  }

  /** Whether there is room for a record in its lane, which is behind from there on if not. */
  boolean hasRoom(LogRecord record) {
    Lane lane = lanes.get(key(record));
    if (lane == null) {
      return true;
    }
    if (!lane.isBehind && isFull(lane)) {
      lane.isBehind = true;
      lane.readTo = record.position() - 1;
      behind.add(lane);
    }
    return !lane.isBehind;
  }

  /** The less room there is for all, the less has one. */
  private boolean isFull(Lane lane) {
    int most = Math.min(MOST_OF_ONE, Math.max(LEAST_OF_ONE, (MOST_MESSAGES - messages) / 10));
    long mostBytes = Math.max(LEAST_BYTES_OF_ONE, (MOST_BYTES - bytes) / 8);
    return lane.waiting.size() >= most || lane.bytes >= mostBytes;
  }

  /** Takes the messages of the next record of its lane. */
  void add(LogRecord record, List<EventMessage> all) {
    if (all.isEmpty()) {
      return;
    }
    String key = key(record);
    missing.put(record.position(), all.size());
    Lane lane = lanes.computeIfAbsent(key, unused -> new Lane(key));
    for (EventMessage message : all) {
      lane.waiting.add(new Outgoing(message, lane, record.position()));
      lane.bytes += message.data().length;
      messages++;
      bytes += message.data().length;
    }
    if (!lane.isBusy) {
      lane.isBusy = true;
      ready.add(lane);
    }
  }

  /** A lane that is behind and has room again, null when there is none. */
  @Nullable Lane behind() {
    for (Lane lane : behind) {
      if (lane.waiting.size() <= LEAST_OF_ONE / 2 && !isFull(lane)) {
        return lane;
      }
    }
    return null;
  }

  /**
   * Takes a record of a lane that is behind; those of other lanes are known already.
   *
   * @return false when it has no room; then it stays behind
   */
  boolean hasRoom(Lane lane, LogRecord record) {
    if (isFull(lane)) {
      return false;
    }
    lane.readTo = record.position();
    return true;
  }

  static boolean isOf(Lane lane, LogRecord record) {
    return lane.key.equals(key(record));
  }

  /** A lane was read on up to a position. */
  void readTo(Lane lane, long position) {
    lane.readTo = position;
    if (position >= readTo) {
      lane.isBehind = false;
      behind.remove(lane);
      if (!lane.isBusy) {
        lanes.remove(lane.key);
      }
    }
  }

  /** Everything up to this position was added, or left to lanes that are behind. */
  void readTo(long position) {
    readTo = position;
  }

  long readTo() {
    return readTo;
  }

  /** Whether a lane is behind. */
  boolean areBehind() {
    return !behind.isEmpty();
  }

  /** The next message to be sent, null when each one waits for another. */
  @Nullable Outgoing next(long now) {
    while (!resting.isEmpty() && resting.element().retryAt - now <= 0) {
      ready.add(resting.remove());
    }
    Lane lane = ready.poll();
    return lane == null ? null : lane.waiting.element();
  }

  /** The broker has it, or will never take it. */
  void done(Outgoing sent) {
    Lane lane = sent.lane();
    lane.waiting.remove();
    lane.failures = 0;
    missing.computeIfPresent(sent.position(), (position, many) -> many == 1 ? null : many - 1);
    messages--;
    lane.bytes -= sent.message().data().length;
    bytes -= sent.message().data().length;
    if (!lane.waiting.isEmpty()) {
      ready.add(lane);
    } else {
      lane.isBusy = false;
      if (!lane.isBehind) {
        lanes.remove(lane.key);
      }
    }
  }

  /** It is to be sent again, after a rest that doubles. */
  void failed(Outgoing sent, long now) {
    Lane lane = sent.lane();
    long rest = Math.min(LAST_REST, FIRST_REST << Math.min(lane.failures, 10));
    lane.failures++;
    lane.retryAt = now + rest;
    resting.add(lane);
  }

  /** In how many nanoseconds the next lane has rested; {@code most} when none rests that long. */
  long untilRetry(long now, long most) {
    Lane first = resting.peek();
    return first == null ? most : Math.max(0, Math.min(most, first.retryAt - now));
  }

  /** Up to this position nothing is missing. */
  long done() {
    long done = missing.isEmpty() ? readTo : missing.firstKey() - 1;
    for (Lane lane : behind) {
      done = Math.min(done, lane.readTo);
    }
    return done;
  }

  /** How many messages the broker does not have. */
  int messages() {
    return messages;
  }

  /** How large they are together. */
  long bytes() {
    return bytes;
  }

  /** Whether nothing more is to be read for the moment. */
  boolean areFull() {
    return messages >= MOST_MESSAGES || bytes >= MOST_BYTES;
  }
}
