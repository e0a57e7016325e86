package dev.mplp.runtime.engine;

import dev.mplp.spi.Work;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which ids this process is known as a worker. There is one, until it cannot be told whether
 * a claim went through: then steps may be held in its name that nobody runs. It goes on under a new
 * id, keeps the former alive until what is running under it has settled, and then gives it up.
 */
final class WorkerIds {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerIds.class);

  private final Work work;
  private final String name;
  private final Duration lease;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Integer> running = new HashMap<>();
  private final Map<UUID, Long> heldUntil = new HashMap<>();
  private @Nullable UUID present;

  WorkerIds(Work work, String name, Duration lease) {
    this.work = work;
    this.name = name;
    this.lease = lease;
  }

  /** The id to claim under; registers one when there is none. */
  UUID present() {
    UUID known = presentOrNull();
    if (known != null) {
      return known;
    }
    long asked = System.nanoTime();
    UUID fresh = work.register(name, lease); // not under the lock: the storage may be slow
    lock.lock();
    try {
      running.putIfAbsent(fresh, 0);
      heldUntil.put(fresh, asked + lease.toNanos());
      if (present == null) {
        present = fresh;
      }
      return present; // of two that were registered at once, the other is given up when idle
    } finally {
      lock.unlock();
    }
  }

  /** The id to claim under, null when there is none at present. */
  @Nullable UUID presentOrNull() {
    lock.lock();
    try {
      return present;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on under another id. */
  void change() {
    lock.lock();
    try {
      present = null;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on under another id than this one. */
  void change(UUID id) {
    lock.lock();
    try {
      if (id.equals(present)) {
        present = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether its lease holds for sure: what stood still for longer begins nothing more under it. */
  boolean isHeld(UUID id) {
    lock.lock();
    try {
      Long until = heldUntil.get(id);
      return until != null && System.nanoTime() - until < 0;
    } finally {
      lock.unlock();
    }
  }

  void claimed(UUID id, int steps) {
    lock.lock();
    try {
      running.merge(id, steps, Integer::sum);
    } finally {
      lock.unlock();
    }
  }

  void settled(UUID id) {
    lock.lock();
    try {
      running.computeIfPresent(id, (key, count) -> count - 1);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Extends what is used and gives up what is not.
   *
   * @return executions whose steps are to be interrupted; empty when there are none
   */
  Beat beat() {
    Set<UUID> stopping = new HashSet<>();
    boolean lost = false;
    for (UUID id : all()) {
      if (isIdle(id)) {
        giveUp(id);
        continue;
      }
      lost |= !extend(id, stopping);
    }
    return new Beat(stopping, lost);
  }

  /** What happens to one id must not keep the others from being extended. */
  private boolean extend(UUID id, Set<UUID> stopping) {
    try {
      long asked = System.nanoTime();
      Work.Extension extension = work.extend(id, lease);
      stopping.addAll(extension.stopping());
      if (extension.alive()) {
        held(id, asked + lease.toNanos());
        return true;
      }
      return !forget(id); // one that was given up meanwhile was not lost
    } catch (RuntimeException e) {
      LOG.warn("the lease could not be extended yet: {}", e.toString());
      return true;
    }
  }

  /**
   * Gives up everything, for the worker closes. A beat at the same moment takes nothing for lost.
   */
  void giveUpAll() {
    for (UUID id : all()) {
      forget(id);
      try {
        work.deregister(id);
      } catch (RuntimeException e) {
        LOG.warn("the lease runs on until it ends by itself: {}", e.getMessage());
      }
    }
  }

  private void held(UUID id, long until) {
    lock.lock();
    try {
      heldUntil.computeIfPresent(id, (key, before) -> until);
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(UUID id) {
    try {
      work.deregister(id);
      forget(id);
    } catch (RuntimeException e) {
      LOG.warn("a former lease could not be given up yet: {}", e.toString());
    }
  }

  /**
   * What a beat told.
   *
   * @param lost whether steps were taken away
   */
  record Beat(Set<UUID> stopping, boolean lost) {}

  private boolean isIdle(UUID id) {
    lock.lock();
    try {
      return !id.equals(present) && running.getOrDefault(id, 0) <= 0;
    } finally {
      lock.unlock();
    }
  }

  /** False when it was forgotten before. */
  private boolean forget(UUID id) {
    lock.lock();
    try {
      heldUntil.remove(id);
      if (id.equals(present)) {
        present = null;
      }
      return running.remove(id) != null;
    } finally {
      lock.unlock();
    }
  }

  Set<UUID> all() {
    lock.lock();
    try {
      return Set.copyOf(running.keySet());
    } finally {
      lock.unlock();
    }
  }
}
