package dev.mplp.redis;

import dev.mplp.spi.SharedMemoryException;
import dev.mplp.spi.SharedMemoryHealth;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Says whether Redis may be asked, for all of its uses together. Three calls in a row without an
 * answer shut it; it opens again when {@link Link} has had an answer, so that no caller has to find
 * that out by waiting. Thread-safe.
 */
final class Breaker {

  private static final int ENOUGH = 3;

  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong outages = new AtomicLong();
  private volatile @Nullable String trouble;
  private volatile String detail;
  private volatile Duration responseTime = Duration.ZERO;

  /** Shut until it is told that there is an answer. */
  Breaker(String why) {
    trouble = why;
    detail = why;
  }

  /**
   * Called before each call.
   *
   * @throws SharedMemoryException when none is to be made
   */
  void enter() {
    String why = trouble;
    if (why != null) {
      refused.incrementAndGet();
      throw new SharedMemoryException(why, null);
    }
    calls.incrementAndGet();
  }

  void answered() {
    if (inARow.get() != 0) {
      inARow.set(0);
    }
  }

  /** One call has had no answer: true when that was one too many. */
  boolean failed() {
    failures.incrementAndGet();
    return inARow.incrementAndGet() >= ENOUGH;
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
    inARow.set(0);
    trouble = null;
  }

  SharedMemoryHealth health() {
    return new SharedMemoryHealth(
        trouble == null,
        detail,
        responseTime,
        calls.get(),
        failures.get(),
        refused.get(),
        outages.get());
  }
}
