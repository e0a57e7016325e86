package dev.mplp.redis;

import dev.mplp.spi.SharedMemoryException;
import dev.mplp.spi.SharedMemoryHealth;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Says whether Redis may be asked, for all of its uses together. Too many {@link LastCalls calls}
 * without an answer shut it; it opens again when {@link Link} has had an answer, so that no caller
 * has to find that out by waiting. In a Cluster calls shut the {@link NodeGate gate} of their node
 * alone. What Redis answers, but does not do, shuts nothing: callers know at once. It is told by
 * the health for a while. Thread-safe.
 */
final class Breaker {

  private static final int MOST_NODES = 2_000;

  private final LastCalls last = new LastCalls();
  private final Map<String, NodeGate> nodes = new ConcurrentHashMap<>();
  private final long remembered;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong outages = new AtomicLong();
  private volatile @Nullable String trouble;
  private volatile @Nullable Unserved unserved;
  private volatile String detail;
  private volatile Duration responseTime = Duration.ZERO;

  /** When Redis last answered that it does not do what it is asked, and why. */
  private record Unserved(long at, String reason) {}

  /**
   * Shut until it is told that there is an answer.
   *
   * @param remembered for how long health tells that Redis does not do what it is asked
   */
  Breaker(String why, Duration remembered) {
    this.trouble = why;
    this.detail = why;
    this.remembered = remembered.toNanos();
  }

  /**
   * Called before each call.
   *
   * @param node of a Cluster that is to be asked, null when that is not known
   * @return the gate of that node
   * @throws SharedMemoryException when the call is not to be made
   */
  @Nullable NodeGate enter(@Nullable String node) {
    String why = trouble;
    NodeGate gate = node == null || why != null ? null : gate(node);
    if (why == null && gate != null && !gate.enter()) {
      why = "node " + node + " of the Cluster does not answer";
    }
    if (why != null) {
      refused.incrementAndGet();
      throw new SharedMemoryException(why, null);
    }
    calls.incrementAndGet();
    return gate;
  }

  private NodeGate gate(String node) {
    if (nodes.size() > MOST_NODES) {
      nodes.clear(); // nodes come and go, and none of these has to be known
    }
    return nodes.computeIfAbsent(node, name -> new NodeGate());
  }

  void answered(@Nullable NodeGate gate) {
    if (gate == null) {
      last.answered();
    } else {
      gate.answered();
    }
  }

  /** It was answered that it is not done, as nothing is, or nothing of this kind. */
  void unserved(String reason) {
    failures.incrementAndGet();
    unserved = new Unserved(System.nanoTime(), reason);
  }

  /** One call has had no answer: true when that was one too many. */
  boolean failed(@Nullable NodeGate gate) {
    failures.incrementAndGet();
    if (gate == null) {
      return last.failed();
    }
    gate.failed();
    return false;
  }

  /** No more calls until {@link #open}. */
  void shut(String why) {
    if (trouble == null) {
      outages.incrementAndGet();
    }
    trouble = why;
    detail = why;
  }

  boolean isShut() {
    return trouble != null;
  }

  /** Calls may be made. */
  void open(String connected, Duration took) {
    responseTime = took;
    detail = connected;
    if (trouble != null) {
      last.clear();
      trouble = null;
    }
  }

  /** What keeps it from being up, null for nothing. */
  private @Nullable String problem() {
    String shut = trouble;
    if (shut != null) {
      return shut;
    }
    Unserved answered = unserved;
    if (answered != null && System.nanoTime() - answered.at() < remembered) {
      return answered.reason();
    }
    return nodes.entrySet().stream()
        .filter(node -> node.getValue().isShut())
        .map(node -> "node " + node.getKey() + " of the Cluster does not answer")
        .findFirst()
        .orElse(null);
  }

  /**
   * How Redis is.
   *
   * @param known what else keeps it from being up, null for nothing
   */
  SharedMemoryHealth health(@Nullable String known) {
    String problem = trouble == null && known != null ? known : problem();
    return new SharedMemoryHealth(
        problem == null,
        problem == null ? detail : problem,
        responseTime,
        calls.get(),
        failures.get(),
        refused.get(),
        outages.get());
  }
}
