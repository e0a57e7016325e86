package dev.mplp.runtime.engine;

import dev.mplp.observe.RuntimeListener;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the host's listener, on a thread of its own and off the commit path. A listener that cannot
 * keep up misses notices, which is logged; it never holds the engine up.
 */
public final class Notices implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final int WAITING = 10_000;

  private final @Nullable RuntimeListener listener;
  private final ThreadPoolExecutor thread;
  private final AtomicLong missed = new AtomicLong();

  /** Notices for a listener, null for nobody. */
  public Notices(@Nullable RuntimeListener listener) {
    this.listener = listener;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Threads.named("listener"),
            (task, pool) -> overflow());
    thread.allowCoreThreadTimeOut(true);
  }

  private void overflow() {
    if (missed.getAndIncrement() % WAITING == 0) {
      LOG.warn("the runtime listener is too slow: {} notices were left out so far", missed.get());
    }
  }

  /** Whether anybody is told. */
  boolean isHeard() {
    return listener != null;
  }

  /** Tells it, soon. */
  public void tell(Consumer<RuntimeListener> notice) {
    if (listener != null) {
      thread.execute(() -> call(listener, notice));
    }
  }

  private static void call(RuntimeListener listener, Consumer<RuntimeListener> notice) {
    try {
      notice.accept(listener);
    } catch (RuntimeException e) {
      LOG.warn("the runtime listener threw", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
