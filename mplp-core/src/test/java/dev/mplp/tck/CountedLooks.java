package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.CacheRead;
import dev.mplp.observe.RuntimeListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts where looks found what they showed: a history of the storage alone proves nothing. */
final class CountedLooks implements RuntimeListener {

  private final Map<CacheRead, LongAdder> from = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  @Override
  public void cacheRead(CacheRead where, Duration took) {
    from.computeIfAbsent(where, any -> new LongAdder()).increment();
  }

  @Override
  public void cacheRefused() {
    refused.increment();
  }

  void checkThatCopiesWereShown() {
    long all = from.values().stream().mapToLong(LongAdder::sum).sum();
    assertThat(from).as("%s", from).containsKeys(CacheRead.NEAR, CacheRead.FAR, CacheRead.LOADED);
    assertThat(sum(CacheRead.NEAR)).as("near copies of %s", from).isGreaterThan(all / 10);
    assertThat(sum(CacheRead.PASSED)).as("looks past the cache of %s", from).isLessThan(all / 2);
    assertThat(refused.sum()).as("copies too old to be shown").isPositive();
  }

  private long sum(CacheRead where) {
    LongAdder count = from.get(where);
    return count == null ? 0 : count.sum();
  }
}
