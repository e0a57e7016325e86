package dev.mplp.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Wakes the thread of a link, and tells it to end. Thread-safe; one thread waits. */
final class Bell {

  /** One that is not taken yet wakes as well as two. */
  private final ArrayBlockingQueue<Boolean> rung = new ArrayBlockingQueue<>(1);

  private volatile boolean closing;

  void ring() {
    rung.offer(true);
  }

  /** Rings whenever a connection is lost. */
  RedisConnectionStateListener whenLost() {
    return new RedisConnectionStateListener() {
      @Override
      public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        ring();
      }
    };
  }

  /** Wakes whoever waits, now and ever after. */
  void close() {
    closing = true;
    ring();
  }

  boolean isClosing() {
    return closing;
  }

  /** Waits until it rings, but no longer than this. */
  void await(long millis) {
    try {
      Boolean ignored = rung.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing = true; // only the end of the process does that
    }
  }

  /** Waits however it rings, but no longer than until it is closed. */
  void rest(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!closing && System.nanoTime() - end < 0) {
      await(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
  }
}
