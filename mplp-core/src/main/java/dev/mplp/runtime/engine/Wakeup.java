package dev.mplp.runtime.engine;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bell for one thread: a ring while it is awake is heard when it goes to sleep next. */
final class Wakeup {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private volatile boolean pending;

  void ring() {
    if (pending) {
      return;
    }
    lock.lock();
    try {
      pending = true;
      rung.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps until rung, or so long; an interrupt wakes it too and stays set. */
  void await(Duration longest) {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!pending && left > 0) {
        left = rung.awaitNanos(left);
      }
      pending = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
