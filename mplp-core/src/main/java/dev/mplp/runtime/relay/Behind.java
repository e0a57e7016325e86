package dev.mplp.runtime.relay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that were left behind: those that have room again take turns, and the one that is
 * furthest behind is known. For one thread.
 */
final class Behind {

  /** While there are so many, nothing more is read ahead. */
  static final int MOST = 10_000;

  private final TreeSet<Lane> lanes =
      new TreeSet<>(
          Comparator.comparingLong((Lane lane) -> lane.readTo).thenComparing(lane -> lane.key));
  private final Deque<Lane> turns = new ArrayDeque<>();
  private int stopped;

  /** What follows in a lane after a position is left in the log. */
  void add(Lane lane, long readTo) {
    lane.isBehind = true;
    lane.readTo = readTo;
    lane.left = 0;
    lane.largest = 1;
    lanes.add(lane);
  }

  /** One more record of a lane is left in the log. */
  void left(Lane lane, int size) {
    lane.left++;
    lane.largest = Math.max(size, lane.largest);
  }

  /** A record of a lane is left in the log after all, as everything of it after a position. */
  void giveBack(Lane lane, long position, int size) {
    if (!lane.isBehind) {
      add(lane, position);
    } else if (lane.readTo != position) {
      move(lane, position);
    }
    left(lane, size);
  }

  /** A lane was read on up to a position. */
  void move(Lane lane, long readTo) {
    lanes.remove(lane);
    lane.readTo = readTo;
    lanes.add(lane);
  }

  /** A lane has everything that was left. */
  void remove(Lane lane) {
    lanes.remove(lane);
    lane.isBehind = false;
  }

  /** A lane cannot be read on, and stays behind. */
  void stop(Lane lane) {
    if (!lane.isStopped) {
      lane.isStopped = true;
      stopped++;
    }
  }

  /** Whether there is one that can be read on. */
  boolean canBeReadOn() {
    return lanes.size() > stopped;
  }

  /** A lane has room, and waits for its turn. */
  void wait(Lane lane) {
    if (!lane.hasTurn) {
      lane.hasTurn = true;
      turns.add(lane);
    }
  }

  /** The lane whose turn it is, null when none waits. */
  @Nullable Lane next() {
    Lane lane = turns.poll();
    if (lane != null) {
      lane.hasTurn = false;
    }
    return lane;
  }

  /** Up to where all were read; {@code otherwise} when there are none, or that is earlier. */
  long readTo(long otherwise) {
    return lanes.isEmpty() ? otherwise : Math.min(otherwise, lanes.first().readTo);
  }

  boolean isEmpty() {
    return lanes.isEmpty();
  }

  boolean isFull() {
    return lanes.size() >= MOST;
  }
}
