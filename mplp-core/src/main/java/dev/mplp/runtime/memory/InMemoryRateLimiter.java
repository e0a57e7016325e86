package dev.mplp.runtime.memory;

import dev.mplp.spi.RateLimiter;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Limits within this process. It knows at most 100,000 keys at a time; when there are more, keys
 * whose burst is whole are forgotten, and others where that is not enough. Thread-safe.
 */
public final class InMemoryRateLimiter implements RateLimiter {

  private static final int MOST = 100_000;

  private final LongSupplier micros;

  /** By key, when its burst is whole again. */
  private final ConcurrentMap<String, Long> full = new ConcurrentHashMap<>();

  private final AtomicBoolean tidying = new AtomicBoolean();

  private InMemoryRateLimiter(LongSupplier micros) {
    this.micros = micros;
  }

  /** An empty limiter. */
  public static InMemoryRateLimiter create() {
    long origin = System.nanoTime();
    return new InMemoryRateLimiter(() -> (System.nanoTime() - origin) / 1_000);
  }

  /**
   * A limiter with a clock of its own, for tests.
   *
   * @param micros microseconds since any moment, never less than before
   */
  public static InMemoryRateLimiter create(LongSupplier micros) {
    return new InMemoryRateLimiter(micros);
  }

  /** How many keys it knows. */
  public int size() {
    return full.size();
  }

  @Override
  public Decision take(String key, Rate rate, int cost) {
    RateLimiter.check(key, rate, cost);
    if (full.size() >= MOST && !full.containsKey(key)) {
      tidy();
    }
    Taking taking = new Taking(micros.getAsLong(), rate, cost);
    full.compute(key, (same, at) -> taking.from(at == null ? taking.now : at));
    return taking.decision();
  }

  /** What {@link #take} would answer to one permit now; nothing is taken. */
  public Decision look(String key, Rate rate) {
    RateLimiter.check(key, rate, 1);
    Long at = full.get(key);
    Taking taking = new Taking(micros.getAsLong(), rate, 1);
    taking.from(at == null ? taking.now : at);
    return taking.decision();
  }

  /** One step of the algorithm. */
  private static final class Taking {
    private final long now;
    private final Rate rate;
    private final int cost;
    private boolean allowed;
    private long full;
    private long wait;

    Taking(long now, Rate rate, int cost) {
      this.now = now;
      this.rate = rate;
      this.cost = cost;
    }

    /** When the burst is whole after this, given when it would have been before. */
    long from(long at) {
      long before = Math.min(Math.max(at, now), now + rate.capacity());
      long after = before + rate.interval() * cost;
      wait = Math.max(0, after - rate.capacity() - now);
      allowed = wait == 0;
      full = allowed ? after : before;
      return full;
    }

    Decision decision() {
      long missing = full - now;
      long remaining = (rate.capacity() - missing) / rate.interval();
      return Decision.ofMicros(allowed, remaining, wait, missing);
    }
  }

  /** By one thread at a time; the others go on. */
  private void tidy() {
    if (!tidying.compareAndSet(false, true)) {
      return;
    }
    try {
      long now = micros.getAsLong();
      full.values().removeIf(at -> at <= now);
      Iterator<String> keys = full.keySet().iterator();
      for (int tooMany = full.size() - MOST * 9 / 10; tooMany > 0 && keys.hasNext(); tooMany--) {
        keys.next();
        keys.remove();
      }
    } finally {
      tidying.set(false);
    }
  }
}
