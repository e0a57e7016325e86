package dev.mplp.runtime.role;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was used lately: at least the last {@code size} of them, at most twice as many.
 * Thread-safe.
 */
final class Recent<K, V> {

  private final int size;
  private volatile ConcurrentHashMap<K, V> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<K, V> old = new ConcurrentHashMap<>();

  Recent(int size) {
    this.size = size;
  }

  @Nullable V get(K key) {
    V found = young.get(key);
    if (found == null) {
      found = old.get(key);
      if (found != null) {
        put(key, found);
      }
    }
    return found;
  }

  void put(K key, V value) {
    young.put(key, value);
    if (young.size() >= size) {
      grownOld();
    }
  }

  private synchronized void grownOld() {
    if (young.size() >= size) { // nobody was quicker
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}
