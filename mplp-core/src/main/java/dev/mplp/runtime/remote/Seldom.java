package dev.mplp.runtime.remote;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Remembers what was done lately, so that it is done about once a second at most. What comes every
 * second passes, also when it comes a little sooner. Thread-safe.
 */
final class Seldom {

  private static final int MOST = 20_000;
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(800);

  private final Map<String, Long> last =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** True once a second for each key. */
  synchronized boolean mayAct(String key) {
    long now = System.nanoTime();
    Long before = last.get(key);
    if (before != null && now - before < REST) {
      return false;
    }
    last.put(key, now);
    return true;
  }
}
