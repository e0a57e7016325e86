package dev.mplp.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says whether one node of a Cluster may be asked. Once too many calls had no answer there, one is
 * let through at a time, after pauses that double up to 2 s, until one is answered. Thread-safe.
 */
final class NodeGate {

  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LAST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final LastCalls last = new LastCalls();
  private final AtomicReference<@Nullable Shut> shut = new AtomicReference<>();

  /** Until when nobody is let through. */
  private record Shut(long until, long pause) {}

  /** Whether a call may be made. */
  boolean enter() {
    Shut now = shut.get();
    long time = System.nanoTime();
    return now == null
        || (now.until() - time <= 0
            && shut.compareAndSet(now, new Shut(time + now.pause(), now.pause())));
  }

  void answered() {
    last.answered();
    if (shut.get() != null) {
      last.clear();
      shut.set(null);
    }
  }

  void failed() {
    boolean tooMany = last.failed();
    Shut now = shut.get();
    if (now != null || tooMany) {
      long pause = now == null ? FIRST_PAUSE : Math.min(now.pause() * 2, LAST_PAUSE);
      shut.set(new Shut(System.nanoTime() + pause, pause));
    }
  }

  /** Whether the last who was let through had no answer, and others would have tried since. */
  boolean isShut() {
    Shut now = shut.get();
    return now != null && System.nanoTime() - now.until() < 2 * LAST_PAUSE;
  }
}
