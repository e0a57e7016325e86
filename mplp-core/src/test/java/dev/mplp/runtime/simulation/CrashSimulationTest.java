package dev.mplp.runtime.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Thousands of schedules of processes that die at some write, stall for longer than their lease,
 * and lose answers, while plans of all kinds are started, disturbed, approved and resumed. What a
 * seed decides: the plan, its options, what befalls it, and the fate of each process; which thread
 * is quicker it does not. {@code -Dmplp.seed=N -Dmplp.schedules=1} runs one again.
 */
class CrashSimulationTest {

  private static final int SCHEDULES = Boolean.getBoolean("mplp.full") ? 20_000 : 2_000;
  private static final int AT_ONCE = 32;

  @Test
  void processesDieAndAnswersAreLost_everyScheduleComesToItsEndAndAddsUp() throws Exception {
    long first = Long.getLong("mplp.seed", 1);
    long count = Long.getLong("mplp.schedules", SCHEDULES);
    run(first, count);
  }

  /** Fails with the seeds of the first schedules that failed, and what was wrong with each. */
  static void run(long first, long count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    ExecutorService closer = Executors.newCachedThreadPool();
    Map<Long, Throwable> failures = new TreeMap<>();
    AtomicBoolean enough = new AtomicBoolean();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (long i = first; i < first + count; i++) {
        long seed = i;
        all.add(
            threads.submit(
                () -> {
                  if (enough.get()) {
                    return;
                  }
                  Schedule schedule = new Schedule(seed, closer);
                  try {
                    schedule.run();
                  } catch (Exception | AssertionError e) {
                    synchronized (failures) {
                      failures.put(seed, e);
                      enough.set(failures.size() >= 5);
                    }
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
      closer.shutdown();
    }
    if (!failures.isEmpty()) {
      AssertionError error = new AssertionError("schedules that failed: " + failures.keySet());
      failures.forEach(
          (seed, failure) -> error.addSuppressed(new AssertionError("schedule " + seed, failure)));
      throw error;
    }
  }
}
