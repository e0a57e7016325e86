package dev.mplp.rabbitmq;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a broker: named, and no reason for a process to stay alive. */
final class Threads {

  private Threads() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** As many threads as there is to do at once, which end when they have nothing to do. */
  static ExecutorService pool(String name) {
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name));
  }

  /**
   * Waits for somebody else.
   *
   * @return false when the thread was interrupted, which its owner is told by its flag
   */
  static boolean join(Thread thread, Duration longest) {
    try {
      thread.join(longest.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
