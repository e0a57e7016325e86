package dev.mplp.examples.kill;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, not for ever. */
final class Waiting {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(240);

  private Waiting() {}

  static void until(String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + PATIENCE;
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("waited in vain until " + what);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    } catch (Exception e) {
      throw new AssertionError("while waiting until " + what, e);
    }
  }
}
