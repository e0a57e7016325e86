package dev.mplp.runtime.simulation;

import dev.mplp.Mplp;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.FaultyStorage;
import dev.mplp.tck.StorageTap;
import dev.mplp.tck.Turnstile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process: a runtime behind a storage that fails now and then, and that lets nothing through any
 * more once the process is dead. What the dead one still computes reaches nobody.
 */
final class Node {

  static final Duration LEASE = Duration.ofMillis(120);
  private static final Duration STALL = Duration.ofMillis(300);
  private static final int MOST_FAULTS = 12;

  private final Fate fate;
  private final FaultyStorage faulty;
  private final AtomicInteger writes = new AtomicInteger();
  private final int faults;
  private final Duration cutOff;
  private final Mplp mplp;
  private volatile boolean dead;
  private volatile boolean leaving;
  private volatile long stalledUntil;
  private volatile long cutOffUntil;

  /** The process is gone: nobody hears of this. */
  static final class Dead extends StorageException {
    private static final long serialVersionUID = 1L;

    Dead() {
      super(false, "the process is dead", null);
    }
  }

  Node(
      Storage storage,
      String name,
      Random random,
      Fate fate,
      World world,
      List<String> roles,
      boolean undoes) {
    this.fate = fate;
    this.faults = random.nextInt(MOST_FAULTS);
    double often = random.nextInt(3) * 0.03;
    this.faulty = new FaultyStorage(storage, random.nextLong(), often, often);
    this.stalledUntil = System.nanoTime();
    this.cutOffUntil = stalledUntil;
    this.cutOff = Duration.ofMillis(20 + random.nextInt(300));
    this.mplp =
        MplpRuntime.builder()
            .storage(StorageTap.over(faulty, this::call))
            .name(name)
            .concurrency(1 + random.nextInt(4))
            .lease(LEASE)
            .poll(Duration.ofMillis(10))
            .principal(Principal.of("alice", "requester"))
            .build();
    for (String role : roles) {
      if (role.isEmpty()) {
        if (undoes) {
          mplp.handlers().registerDefault(world::handle, world::undo);
        } else {
          mplp.handlers().registerDefault(world::handle);
        }
      } else if (undoes) {
        mplp.handlers().register(role, world::handle, world::undo);
      } else {
        mplp.handlers().register(role, world::handle);
      }
    }
  }

  private Object call(StorageTap.Call call) {
    checkAlive();
    if (faulty.faults() > faults) {
      faulty.recover();
    }
    if (System.nanoTime() - cutOffUntil < 0) {
      throw new StorageException(true, "the storage cannot be reached for " + call.name(), null);
    }
    boolean commit = Turnstile.commits(call);
    if (commit && reaches(Fate.Kind.DIES_BEFORE)) {
      dead = true;
    }
    checkAlive();
    Object answer = call.proceed();
    boolean claimed = call.name().equals("work.claim") && !((List<?>) answer).isEmpty();
    if (commit || claimed) {
      int write = writes.incrementAndGet();
      if (write == fate.at() && fate.kind() == Fate.Kind.DIES_AFTER) {
        dead = true;
      } else if (write == fate.at() && fate.kind() == Fate.Kind.STALLS) {
        stalledUntil = System.nanoTime() + STALL.toNanos();
      } else if (write == fate.at() && fate.kind() == Fate.Kind.CUT_OFF) {
        cutOffUntil = System.nanoTime() + cutOff.toNanos();
      } else if (write == fate.at() && fate.kind() == Fate.Kind.CLOSES) {
        leaving = true;
      }
    }
    checkAlive();
    return answer;
  }

  private boolean reaches(Fate.Kind kind) {
    return fate.kind() == kind && writes.get() + 1 >= fate.at();
  }

  private void checkAlive() {
    while (!dead && System.nanoTime() - stalledUntil < 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
    if (dead) {
      throw new Dead();
    }
  }

  Mplp mplp() {
    return mplp;
  }

  /** True when it is dead, or is to be closed. */
  boolean isGone() {
    return dead || leaving;
  }

  void kill() {
    dead = true;
  }
}
