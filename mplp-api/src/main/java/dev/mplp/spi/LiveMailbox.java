package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.LiveEvents.Listener;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one listener has not heard yet, for adapters: at most 1,000 messages or 8 MiB. When there is
 * no room, what waits is thrown away and the listener is told that it missed something. Whoever
 * puts something in returns at once. Thread-safe.
 */
public final class LiveMailbox {

  private static final int MOST = 1_000;
  private static final int MOST_BYTES = 8 << 20;

  private final Listener listener;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int bytes;
  private boolean missed;
  private boolean delivering;
  private boolean closed;

  /**
   * An empty box.
   *
   * @param executor runs the listener; has a thread for each box that delivers
   */
  public LiveMailbox(Listener listener, Executor executor) {
    this.listener = requireNonNull(listener, "listener");
    this.executor = requireNonNull(executor, "executor");
  }

  /** A message for the listener. */
  public void put(byte[] message) {
    lock.lock();
    try {
      if (waiting.size() >= MOST || bytes > MOST_BYTES - message.length) {
        clear();
        missed = true;
      }
      waiting.add(message);
      bytes += message.length;
      deliver();
    } finally {
      lock.unlock();
    }
  }

  /** The listener may have missed something; what waits was before that. */
  public void missed() {
    lock.lock();
    try {
      clear();
      missed = true;
      deliver();
    } finally {
      lock.unlock();
    }
  }

  /** Delivers nothing more; a message that is being delivered may yet be. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      clear();
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    waiting.clear();
    bytes = 0;
  }

  private void deliver() {
    if (delivering || closed) {
      return;
    }
    try {
      delivering = true;
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      closed = true; // the adapter was closed
      clear();
    } catch (RuntimeException | Error e) { // such as no room for another thread: the next one tries
      delivering = false;
      throw e;
    }
  }

  private void run() {
    boolean empty = false;
    try {
      while (!empty) {
        empty = deliverOne();
      }
    } finally {
      if (!empty) {
        ended();
      }
    }
  }

  /** True when there was nothing more. */
  private boolean deliverOne() {
    Runnable next = next();
    if (next == null) {
      return true;
    }
    try {
      next.run();
    } catch (RuntimeException | Error e) { // the next message may be a better one
      System.getLogger(LiveMailbox.class.getName())
          .log(Level.WARNING, "a listener of live events threw", e);
    }
    return false;
  }

  /** Whoever puts something in next begins again. */
  private void ended() {
    lock.lock();
    try {
      delivering = false;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      if (missed) {
        missed = false;
        return listener::missed;
      }
      byte[] message = waiting.poll();
      if (message == null) {
        delivering = false;
        return null;
      }
      bytes -= message.length;
      return () -> listener.heard(message);
    } finally {
      lock.unlock();
    }
  }
}
