package dev.mplp.runtime.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many steps a worker may have in its hands: as many as it runs handlers at once, and more in
 * stock while handlers are so quick that a claim takes longer than they do, but never more than are
 * done within {@value #WORTH} nanoseconds. A slow handler ends that at once: what it would keep
 * waiting here others can do.
 *
 * <p>A place is free when its handler has come back. What became of the step may not be stored yet;
 * the number of those is bounded too.
 */
final class Places {

  private static final long WORTH = 10_000_000;
  private static final int MOST_IN_STOCK = 256;

  /** Results that may wait for the storage, for each place that there is. */
  private static final int UNSTORED = 3;

  private final int concurrency;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();

  /** How long handlers take: a moving average in nanoseconds; a lost update does no harm. */
  private volatile long usual = WORTH * 16;

  Places(int concurrency) {
    this.concurrency = concurrency;
  }

  /** Takes all that are free; how many. */
  int takeAll() {
    while (true) {
      int now = taken.get();
      int all = concurrency + stock();
      int free = Math.min(all - now, UNSTORED * all - unfinished.get());
      if (free <= 0) {
        return 0;
      }
      if (taken.compareAndSet(now, now + free)) {
        return free;
      }
    }
  }

  private int stock() {
    long most = WORTH * concurrency / Math.max(usual, 1) - concurrency;
    return (int) Math.max(0, Math.min(most, MOST_IN_STOCK));
  }

  /** So many of the places that were taken have a step now. */
  void began(int steps) {
    unfinished.addAndGet(steps);
  }

  void giveBack(int places) {
    taken.addAndGet(-places);
  }

  /** A step is done and stored, or not this worker's any more. */
  void finished() {
    unfinished.decrementAndGet();
  }

  boolean areTaken() {
    return taken.get() > 0 || unfinished.get() > 0;
  }

  /** A handler took so long; slow ones count at once, quick ones have to be many. */
  void took(long nanos) {
    long before = usual;
    usual = nanos >= WORTH ? Math.max(nanos, before) : before - before / 16 + nanos / 16;
  }
}
