package dev.mplp.runtime.event;

import dev.mplp.spi.Storage;
import dev.mplp.spi.Storage.Signal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets any number of readers wait for the log to grow, over one registration with the storage.
 *
 * <p>A reader takes {@link #version()}, reads, and when it found nothing waits until the version is
 * another one. Hints may be lost, so it waits for a bounded time and reads again. Thread-safe.
 */
public final class LogWaiter implements AutoCloseable {

  private final Storage.Registration registration;
  private final AtomicLong version = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();

  /**
   * Written under the lock, read without it. A writer counts the version up and then looks here; a
   * waiter counts itself in here and then looks at the version: one of them sees the other.
   */
  private volatile int waiting;

  /** Listens to {@code storage} until closed. */
  public LogWaiter(Storage storage) {
    registration = storage.onSignal(this::onSignal);
  }

  private void onSignal(Signal signal) {
    if (signal == Signal.LOG) {
      wake();
    }
  }

  /** The log may have grown, or its records got positions. */
  public void wake() {
    version.incrementAndGet();
    if (waiting > 0) {
      lock.lock();
      try {
        grown.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Counts the hints so far. */
  public long version() {
    return version.get();
  }

  /**
   * Waits until {@link #version()} is no longer {@code seen}, at most {@code nanos}.
   *
   * @return false when the time is over
   */
  boolean await(long seen, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    lock.lockInterruptibly();
    try {
      setWaiting(1);
      while (version.get() == seen) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        long unused = grown.awaitNanos(left);
      }
      return true;
    } finally {
      setWaiting(-1);
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
  private void setWaiting(int change) {
    waiting += change;
  }

  /** Waits in any case, so that hints about other things do not make a reader spin. */
  static void rest(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }

  /** Ends the registration; waiting readers go on by the clock. */
  @Override
  public void close() {
    registration.close();
  }
}
