package dev.mplp.tck;

import dev.mplp.spi.CacheException;
import dev.mplp.spi.CacheHealth;
import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A cache as one process sees it over a bad network: what it takes away and what it is told comes
 * late or is lost without a word, copies arrive late, and now and then it does not answer. Which
 * calls are hit is decided by the seed and the order of calls.
 */
public final class FaultyCache implements ObjectCache {

  private static final int LATEST_MILLIS = 40;

  private final ObjectCache cache;
  private final ScheduledExecutorService later;
  private final Random random;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private volatile boolean working;

  /**
   * A cache behind a bad network.
   *
   * @param later where what is late happens; stays the caller's
   */
  public FaultyCache(ObjectCache cache, ScheduledExecutorService later, long seed) {
    this.cache = cache;
    this.later = later;
    this.random = new Random(seed);
  }

  /** From now on nothing is lost. */
  public void recover() {
    working = true;
  }

  /** How many words were lost. */
  public long lost() {
    return lost.get();
  }

  /** How many words came late. */
  public long late() {
    return late.get();
  }

  private int draw(int of) {
    synchronized (random) {
      return random.nextInt(of);
    }
  }

  /** A third is lost, a third late. */
  private void carry(Runnable word) {
    int chance = working ? 2 : draw(3);
    if (chance == 0) {
      lost.incrementAndGet();
    } else if (chance == 1) {
      late.incrementAndGet();
      Future<?> ignored = later.schedule(word, 1L + draw(LATEST_MILLIS), TimeUnit.MILLISECONDS);
    } else {
      word.run();
    }
  }

  private void fail() {
    if (!working && draw(400) == 0) {
      throw new CacheException("injected: no answer", null);
    }
  }

  @Override
  public Answer look(DocumentKey key, Duration lease) {
    fail();
    return cache.look(key, lease);
  }

  @Override
  public Answer.Leased renew(DocumentKey key, Duration lease) {
    fail();
    return cache.renew(key, lease);
  }

  /** The document was read before. */
  @Override
  public CompletionStage<Boolean> fill(
      DocumentKey key, Answer.Leased lease, CachedDocument copy, Duration keep) {
    fail();
    if (!working && draw(20) == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1L + draw(LATEST_MILLIS)));
    }
    return cache.fill(key, lease, copy, keep);
  }

  @Override
  public CompletionStage<Void> release(DocumentKey key, Answer.Leased lease) {
    fail();
    return cache.release(key, lease);
  }

  @Override
  public void invalidate(List<DocumentKey> keys) {
    fail();
    carry(() -> cache.invalidate(keys));
  }

  @Override
  public Storage.Registration onInvalidated(Listener listener) {
    return cache.onInvalidated(
        new Listener() {
          @Override
          public void invalidated(DocumentKey key) {
            carry(() -> listener.invalidated(key));
          }

          @Override
          public void silent() {
            listener.silent();
          }

          @Override
          public void missed() {
            listener.missed();
          }
        });
  }

  @Override
  public CacheHealth health() {
    return cache.health();
  }

  @Override
  public void close() {
    cache.close();
  }
}
