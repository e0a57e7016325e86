package dev.mplp.runtime.engine;

import dev.mplp.MplpException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long a worker rests when it could not claim: longer from time to time. What passes by itself,
 * such as a server that restarts, is tried again every second at least; what somebody has to mend,
 * such as a missing key, only every minute, because each try takes steps away from those who can do
 * them.
 */
final class ClaimPause {

  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 60_000;
  private static final long LONGEST_PASSING_MILLIS = 1_000;

  private final Notices notices;
  private final CountDownLatch closed = new CountDownLatch(1);
  private int failures;

  ClaimPause(Notices notices) {
    this.notices = notices;
  }

  /** A claim went well. */
  void over() {
    failures = 0;
  }

  /** A claim did not: tells, and rests. */
  void failed(RuntimeException e) {
    failures++;
    int many = failures;
    Duration pause = pause(many, e instanceof MplpException mplp && mplp.retryable());
    notices.tell(l -> l.claimFailed(many, pause, String.valueOf(e.getMessage())));
    try {
      boolean ignored = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  /** The pause after so many failures. */
  static Duration pause(int failures, boolean passes) {
    long longest = passes ? LONGEST_PASSING_MILLIS : LONGEST_MILLIS;
    return Duration.ofMillis(Math.min(longest, FIRST_MILLIS << Math.min(failures, 20)));
  }

  /** Ends a rest, and every later one. */
  void close() {
    closed.countDown();
  }
}
