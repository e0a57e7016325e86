package dev.mplp.examples.server.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * What anybody can cause is said in the log ten times a second at most, and then how often it was
 * not. Thread-safe.
 */
final class FewLines {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MOST = 10;

  private final Logger log;
  private final String what;
  private final AtomicLong unsaid = new AtomicLong();
  private long began = System.nanoTime();
  private int said;

  /**
   * Nothing is said yet.
   *
   * @param what happened to those that are not told one by one, such as {@code were refused}
   */
  FewLines(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** Says this, or counts it. */
  void say(Runnable line) {
    if (!mayBeSaid()) {
      unsaid.incrementAndGet();
      return;
    }
    long others = unsaid.getAndSet(0);
    if (others > 0) {
      log.warn("{} more {} than are told here", others, what);
    }
    line.run();
  }

  private synchronized boolean mayBeSaid() {
    long now = System.nanoTime();
    if (now - began > SECOND) {
      began = now;
      said = 0;
    }
    return said++ < MOST;
  }
}
