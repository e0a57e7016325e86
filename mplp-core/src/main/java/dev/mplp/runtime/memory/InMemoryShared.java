package dev.mplp.runtime.memory;

import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Presence;
import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryHealth;
import java.time.Duration;

/**
 * What runtimes of one process share in its memory: for tests of what they do together.
 * Thread-safe.
 */
public final class InMemoryShared implements SharedMemory {

  private final RateLimiter limiter = InMemoryRateLimiter.create();
  private final Presence presence = InMemoryPresence.create();
  private final LiveEvents live = InMemoryLiveEvents.create();
  private final ObjectCache objects = InMemoryObjectCache.create();
  private volatile boolean closed;

  private InMemoryShared() {}

  /** An empty one. */
  public static InMemoryShared create() {
    return new InMemoryShared();
  }

  @Override
  public ObjectCache objects() {
    return objects;
  }

  @Override
  public RateLimiter limiter() {
    return limiter;
  }

  @Override
  public Presence presence() {
    return presence;
  }

  @Override
  public LiveEvents live() {
    return live;
  }

  @Override
  public SharedMemoryHealth health() {
    return new SharedMemoryHealth(
        !closed, closed ? "closed" : "in memory", Duration.ZERO, 0, 0, 0, 0);
  }

  /** Says so from then on; what it has stays. */
  @Override
  public void close() {
    closed = true;
  }
}
