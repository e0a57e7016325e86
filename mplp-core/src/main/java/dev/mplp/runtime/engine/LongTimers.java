package dev.mplp.runtime.engine;

import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers whose effects take long, on a thread of their own, so that no other timer waits for them.
 * An effect comes in parts; after each part the next timer has its turn. What is handed in while it
 * waits or runs, or beyond a number, is left to come back. Thread-safe.
 */
public final class LongTimers {

  private static final Duration HOLD = Duration.ofSeconds(10);
  private static final int MOST = 100;

  private final Part part;
  private final TimerFailures failures;
  private final Set<Key> inHand = new HashSet<>();
  private final ThreadPoolExecutor thread;
  private volatile boolean closing;

  /** A part of an effect. */
  @FunctionalInterface
  public interface Part {

    /** Does it, and gives the timer of the rest; null for none. */
    @Nullable Timer next(Timer timer);
  }

  private record Key(String tenant, String kind, String id) {
    static Key of(Timer timer) {
      return new Key(timer.tenant(), timer.kind(), timer.id());
    }
  }

  /**
   * Timers of one kind.
   *
   * @param name of the thread
   * @param part does a part of the effect and gives the timer of the rest, null for none
   */
  public LongTimers(String name, Part part, Notices notices) {
    this.part = part;
    this.failures = new TimerFailures(HOLD, notices);
    this.thread =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named(name));
    thread.allowCoreThreadTimeOut(true);
  }

  /** Takes a timer that is due. */
  public void accept(Timer timer) {
    synchronized (inHand) {
      if (closing || failures.rests(timer) || inHand.size() >= MOST || !inHand.add(Key.of(timer))) {
        return;
      }
      thread.execute(() -> run(timer));
    }
  }

  private void run(Timer timer) {
    Timer rest = null;
    try {
      rest = closing ? null : part.next(timer);
      failures.succeeded(timer);
    } catch (RuntimeException e) {
      failures.failed(timer, e);
    }
    synchronized (inHand) {
      if (rest == null || closing) {
        inHand.remove(Key.of(timer));
      } else {
        Timer next = rest;
        thread.execute(() -> run(next));
      }
    }
  }

  /** Ends after the part at hand; what is left comes back elsewhere. */
  public void close() {
    synchronized (inHand) {
      closing = true;
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
