package dev.mplp.runtime.relay;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.relay.Lane.Outgoing;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lanes whose first message did not get through: each is sent again after a rest that doubles.
 * For one thread.
 */
final class Failing {

  private static final long FIRST_REST = 100_000_000L;
  private static final long LAST_REST = 5_000_000_000L;

  private final PriorityQueue<Lane> resting =
      new PriorityQueue<>(Comparator.comparingLong((Lane lane) -> lane.retryAt));

  /** Whoever failed first comes first. */
  private final Set<Lane> failing = new LinkedHashSet<>();

  /** Those that may have more than their first record. */
  private final Set<Lane> withMore = new LinkedHashSet<>();

  /** A message did not get through: its lane rests. */
  void failed(Lane lane, long now, String why) {
    if (lane.failures == 0) {
      lane.failedAt = now;
      failing.add(lane);
      withMore.add(lane);
    }
    lane.error = why;
    lane.retryAt = now + Math.min(LAST_REST, FIRST_REST << Math.min(lane.failures, 10));
    lane.failures++;
    resting.add(lane);
  }

  /** The first message of a lane got through, or never will. */
  void over(Lane lane) {
    if (lane.failures > 0) {
      lane.failures = 0;
      failing.remove(lane);
      withMore.remove(lane);
    }
  }

  /** How many there are. */
  int lanes() {
    return failing.size();
  }

  /**
   * A lane that may have more than its first record, which it is to give back: it does so once, and
   * takes nothing more until its first message got through. Null when there is none.
   */
  @Nullable Lane withMore() {
    Iterator<Lane> oldest = withMore.iterator();
    Lane lane = oldest.hasNext() ? oldest.next() : null;
    if (lane != null) {
      oldest.remove();
    }
    return lane;
  }

  /** Whether a lane takes nothing more. */
  boolean hasGivenBack(Lane lane) {
    return lane.failures > 0 && !withMore.contains(lane);
  }

  /** A lane that has rested, null when none has. */
  @Nullable Lane rested(long now) {
    Lane first = resting.peek();
    return first != null && first.retryAt - now <= 0 ? resting.remove() : null;
  }

  /** In how many nanoseconds the next lane has rested; {@code most} when none rests that long. */
  long untilRetry(long now, long most) {
    Lane first = resting.peek();
    return first == null ? most : Math.max(0, Math.min(most, first.retryAt - now));
  }

  /** What has not got through for so long, for people; null for nothing. */
  @Nullable String heldBack(long now, Duration longest) {
    Lane first = null;
    int lanes = 0;
    for (Lane lane : failing) {
      if (now - lane.failedAt < longest.toNanos()) {
        break; // and those after it began to fail later
      }
      first = first == null ? lane : first;
      lanes++;
    }
    return first == null ? null : told(first, lanes, now);
  }

  private static String told(Lane lane, int lanes, long now) {
    Outgoing held = requireNonNull(lane.waiting.peek());
    return "event "
        + held.message().id()
        + " at position "
        + held.position()
        + (lane.contextId == null ? " of no Context" : " of Context " + lane.contextId)
        + " of tenant "
        + lane.tenant
        + " has not got through for "
        + Duration.ofNanos(now - lane.failedAt).toSeconds()
        + " s, and holds back what follows it there: "
        + lane.error
        + (lanes == 1 ? "" : "; so do those of " + (lanes - 1) + " others");
  }
}
