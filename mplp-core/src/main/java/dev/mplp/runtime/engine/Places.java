package dev.mplp.runtime.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many steps a worker may have in its hands: as many as it runs handlers at once, and some more
 * in stock while handlers are so quick that a claim takes longer than they do. A slow handler ends
 * that: what it would keep waiting here others can do.
 */
final class Places {

  private static final long QUICK = 2_000_000;
  private static final int STOCK = 3;

  private final int concurrency;
  private final AtomicInteger taken = new AtomicInteger();

  /** A moving average in nanoseconds; a lost update does no harm. */
  private volatile long usual = Long.MAX_VALUE / 16;

  Places(int concurrency) {
    this.concurrency = concurrency;
  }

  /** How many more may be claimed. */
  int free() {
    int most = usual < QUICK ? concurrency * (1 + STOCK) : concurrency;
    return most - taken.get();
  }

  boolean areTaken() {
    return taken.get() > 0;
  }

  void take(int steps) {
    taken.addAndGet(steps);
  }

  void giveBack() {
    taken.decrementAndGet();
  }

  /** A handler took so long; slow ones count at once, quick ones have to be many. */
  void took(long nanos) {
    usual = nanos > QUICK ? Math.max(nanos, usual - usual / 8) : usual - usual / 8 + nanos / 8;
  }
}
