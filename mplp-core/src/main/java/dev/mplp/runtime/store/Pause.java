package dev.mplp.runtime.store;

import java.util.concurrent.ThreadLocalRandom;

/** Short waits between tries; an interrupt ends one and stays set. */
public final class Pause {

  private Pause() {}

  /** Waits so long, or until interrupted. */
  public static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a random moment that grows with the number of tries; the first ones not at all. */
  public static void jitter(int tries) {
    if (tries > 1) {
      millis(ThreadLocalRandom.current().nextLong(1, 2L + Math.min(tries * 2L, 50)));
    }
  }
}
