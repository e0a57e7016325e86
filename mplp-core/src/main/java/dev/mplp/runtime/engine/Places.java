package dev.mplp.runtime.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** How many steps a worker may have in its hands: as many as it runs handlers at once. */
final class Places {

  private final int concurrency;
  private final AtomicInteger taken = new AtomicInteger();

  Places(int concurrency) {
    this.concurrency = concurrency;
  }

  /** How many more may be claimed. */
  int free() {
    return concurrency - taken.get();
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
}
