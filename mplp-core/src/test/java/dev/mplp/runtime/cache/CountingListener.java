package dev.mplp.runtime.cache;

import dev.mplp.observe.CacheRead;
import dev.mplp.observe.RuntimeListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts where reads come from. */
final class CountingListener implements RuntimeListener {

  private final Map<CacheRead, Integer> reads = new EnumMap<>(CacheRead.class);
  private int refused;
  private int failed;

  @Override
  public synchronized void cacheRead(CacheRead from, Duration took) {
    reads.merge(from, 1, Integer::sum);
  }

  @Override
  public synchronized void cacheRefused() {
    refused++;
  }

  @Override
  public synchronized void cacheFailed(String reason) {
    failed++;
  }

  /** What was counted since this was asked last. */
  synchronized Map<CacheRead, Integer> reads() {
    Map<CacheRead, Integer> counted = Map.copyOf(reads);
    reads.clear();
    return counted;
  }

  synchronized int refused() {
    return refused;
  }

  synchronized int failed() {
    return failed;
  }
}
