package dev.mplp.runtime.role;

import dev.mplp.runtime.event.LogWaiter;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A look at the position of a tenant's roles. It is good until this process changes them, or a hint
 * tells that anything at all was committed anywhere; with many hints there is one look in {@link
 * #REST}. Hints can get lost: without any, a look is good for {@link #LONGEST}.
 */
final class Look {

  /** With hints all the time, so long lies between two looks. */
  static final Duration REST = Duration.ofMillis(10);

  /** Without a hint, so long lies between two looks. */
  static final Duration LONGEST = Duration.ofMillis(500);

  private final RolePosition position;
  private final long hints;
  private final long spoilt;
  private final long nanos;
  private final Storage storage;
  private volatile @Nullable Asked asked;

  private Look(RolePosition position, long hints, long spoilt, long nanos, Storage storage) {
    this.position = position;
    this.hints = hints;
    this.spoilt = spoilt;
    this.nanos = nanos;
    this.storage = storage;
  }

  RolePosition position() {
    return position;
  }

  /** The time of the storage: asked once, then carried on by the clock of this process. */
  Instant now() {
    Asked known = asked;
    if (known == null) {
      long before = System.nanoTime();
      known = new Asked(storage.now(), before);
      asked = known;
    }
    return known.time.plusNanos(System.nanoTime() - known.nanos);
  }

  /**
   * The time of the storage.
   *
   * @param nanos no later than it
   */
  private record Asked(Instant time, long nanos) {}

  /**
   * When a look is good.
   *
   * @param waiter counts the hints
   * @param isAlwaysFresh whether none is ever good for a second answer
   */
  record Rule(LogWaiter waiter, boolean isAlwaysFresh) {

    private boolean isGood(Look look, long spoilt) {
      if (isAlwaysFresh || look.spoilt != spoilt) {
        return false;
      }
      long age = System.nanoTime() - look.nanos;
      return age < REST.toNanos() || (look.hints == waiter.version() && age < LONGEST.toNanos());
    }
  }

  /** The last look at one tenant. */
  static final class Taken {

    private final Storage storage;
    private final Supplier<RolePosition> position;
    private final AtomicLong spoilt = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Look last;

    Taken(Storage storage, Supplier<RolePosition> position) {
      this.storage = storage;
      this.position = position;
    }

    /** No look that began before this call is good. */
    void spoil() {
      spoilt.incrementAndGet();
    }

    /** The last look if it is good, else another one. */
    Look last(Rule rule) {
      Look look = last;
      if (look != null && rule.isGood(look, spoilt.get())) {
        return look;
      }
      if (rule.isAlwaysFresh()) {
        return anew(rule);
      }
      lock.lock();
      try {
        look = last;
        return look != null && rule.isGood(look, spoilt.get()) ? look : anew(rule);
      } finally {
        lock.unlock();
      }
    }

    /** Another look: what it is good for is counted before it is taken. */
    Look anew(Rule rule) {
      long hints = rule.waiter().version();
      long spoiltBefore = spoilt.get();
      long nanos = System.nanoTime();
      Look look = new Look(position.get(), hints, spoiltBefore, nanos, storage);
      keep(look);
      return look;
    }

    /** One that came back late does not take the place of one that has seen more. */
    private synchronized void keep(Look look) {
      Look former = last;
      if (former == null || look.position.version() >= former.position.version()) {
        last = look;
      }
    }
  }
}
