package dev.mplp.runtime.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** The last so many ids that were added. */
final class RecentSet {

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<UUID> ids = new LinkedHashSet<>();

  RecentSet(int most) {
    this.most = most;
  }

  void add(UUID id) {
    lock.lock();
    try {
      ids.remove(id);
      ids.add(id);
      if (ids.size() > most) {
        ids.remove(ids.iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(UUID id) {
    lock.lock();
    try {
      ids.remove(id);
    } finally {
      lock.unlock();
    }
  }

  boolean contains(UUID id) {
    lock.lock();
    try {
      return ids.contains(id);
    } finally {
      lock.unlock();
    }
  }
}
