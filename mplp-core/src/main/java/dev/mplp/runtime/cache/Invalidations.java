package dev.mplp.runtime.cache;

import dev.mplp.runtime.engine.Threads;
import dev.mplp.spi.DocumentKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes copies of changed documents out of the shared cache, which tells the other processes, on a
 * thread of its own: no commit waits for a cache. What fails goes behind the others and is tried
 * again, then key by key so that one does not hold up all, until the copies are over anyway; where
 * there is no room for more, the oldest are left to their end, too.
 */
final class Invalidations implements AutoCloseable {

  private static final int MOST = 100_000;
  private static final int BATCH = 200;
  private static final long FIRST_REST = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LAST_REST = TimeUnit.SECONDS.toNanos(2);
  private static final long CLOSING = 500;

  private final FarCopies far;
  private final long life;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Condition ending = lock.newCondition();
  private final Map<DocumentKey, Long> waiting = new LinkedHashMap<>();
  private final Thread thread;
  private boolean closed;
  private int size = BATCH;
  private long rest = FIRST_REST;

  /**
   * Nothing to tell yet.
   *
   * @param life how long a copy can be there
   */
  Invalidations(FarCopies far, Duration life) {
    this.far = far;
    this.life = life.toNanos();
    this.thread = Threads.named("cache").newThread(this::run);
    thread.start();
  }

  void add(Collection<DocumentKey> keys) {
    long now = System.nanoTime();
    lock.lock();
    try {
      for (DocumentKey key : keys) {
        waiting.remove(key); // so that it is behind those that are older
        waiting.put(key, now);
      }
      Iterator<DocumentKey> oldest = waiting.keySet().iterator();
      while (waiting.size() > MOST) {
        oldest.next();
        oldest.remove();
      }
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      Map<DocumentKey, Long> batch = next();
      while (!batch.isEmpty()) {
        settle(batch, far.invalidate(List.copyOf(batch.keySet())));
        batch = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The oldest ones; none once all is told after the end. */
  private Map<DocumentKey, Long> next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        more.await();
      }
      Map<DocumentKey, Long> batch = new LinkedHashMap<>();
      Iterator<Map.Entry<DocumentKey, Long>> oldest = waiting.entrySet().iterator();
      while (oldest.hasNext() && batch.size() < size) {
        Map.Entry<DocumentKey, Long> one = oldest.next();
        batch.put(one.getKey(), one.getValue());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** What was changed again meanwhile stays. */
  private void settle(Map<DocumentKey, Long> batch, boolean told) throws InterruptedException {
    lock.lock();
    try {
      long now = System.nanoTime();
      batch.forEach(
          (key, since) -> {
            if (waiting.remove(key, since) && !told && now - since < life) {
              waiting.put(key, since);
            }
          });
      if (told) {
        size = Math.min(size * 2, BATCH);
        rest = FIRST_REST;
        return;
      }
      size = 1;
      long left = rest;
      rest = Math.min(rest * 2, LAST_REST);
      while (left > 0 && !closed) {
        left = ending.awaitNanos(left);
      }
      if (closed) {
        waiting.clear();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      more.signal();
      ending.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
