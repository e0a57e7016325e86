package dev.mplp.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Thousands of schedules of processes that die at some write, stall for longer than their lease,
 * are cut off and lose answers, while plans of all kinds are started, disturbed, revised, approved,
 * resumed and undone. What a seed decides: the plan, its options, what befalls it, and the fate of
 * each process; which thread is quicker it does not. {@code -Dmplp.seed=N -Dmplp.schedules=1} runs
 * one again.
 */
class CrashSimulationTest {

  private static final int SCHEDULES = Boolean.getBoolean("mplp.full") ? 20_000 : 2_000;
  private static final int ENOUGH_TO_SEE_EVERYTHING = 1_000;
  private static final int ENOUGH_FAILURES = 5;
  private static final int AT_ONCE = 32;

  /** Seen in one schedule. */
  private static final String GROWN_AND_REVISED = "a plan that was grown, revised and undone";

  private final Map<Long, Throwable> failures = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  @Test
  void processesDieAndAnswersAreLost_everyScheduleComesToItsEndAndAddsUp() throws Exception {
    int count = Integer.getInteger("mplp.schedules", SCHEDULES);
    run(Long.getLong("mplp.seed", 1), count);
    if (count >= ENOUGH_TO_SEE_EVERYTHING) {
      assertThat(seen)
          .as("what the schedules came across")
          .containsKeys(
              RecordTypes.STEP_CONTINUED,
              RecordTypes.STEP_PARKED,
              RecordTypes.STEP_LOST,
              RecordTypes.STEP_RETRIED,
              RecordTypes.STEP_FAILED,
              RecordTypes.STEP_RELEASED,
              RecordTypes.STEP_CANCELLED,
              RecordTypes.EXECUTION_PAUSED,
              RecordTypes.EXECUTION_UNPAUSED,
              RecordTypes.EXECUTION_STOPPING,
              RecordTypes.CONFIRM_CONSUMED,
              RecordTypes.CONFIRM_CANCELLED,
              RecordTypes.CONFIRM_ROUND,
              RecordTypes.PLAN_GROWN,
              RecordTypes.PLAN_UPDATED,
              GROWN_AND_REVISED,
              LogEntry.COMPENSATION_STARTED,
              LogEntry.COMPENSATION_CONTINUED,
              LogEntry.COMPENSATION_LOST,
              RecordTypes.EXECUTION_COMPENSATED,
              RecordTypes.EXECUTION_COMPENSATION_FAILED,
              RecordTypes.EXECUTION_COMPENSATION_RETRIED,
              RecordTypes.EXECUTION_COMPENSATION_ABANDONED);
    }
  }

  /** Fails with the seeds of the first schedules that failed, and what was wrong with each. */
  void run(long first, long count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    ExecutorService closer = Executors.newCachedThreadPool();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (long i = first; i < first + count; i++) {
        long seed = i;
        all.add(threads.submit(() -> run(seed, closer)));
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

  private void run(long seed, ExecutorService closer) {
    if (failures.size() >= ENOUGH_FAILURES) {
      return;
    }
    try {
      Set<String> types = new HashSet<>();
      for (LogRecord record : new Schedule(seed, closer).run()) {
        seen.merge(record.entry().type(), 1, Integer::sum);
        types.add(record.entry().type());
      }
      if (types.contains(RecordTypes.PLAN_GROWN)
          && types.contains(RecordTypes.PLAN_UPDATED)
          && types.contains(RecordTypes.EXECUTION_COMPENSATING)) {
        seen.merge(GROWN_AND_REVISED, 1, Integer::sum);
      }
    } catch (Exception | AssertionError e) {
      failures.put(seed, e);
    }
  }

  /** How often each type of record was written. */
  Map<String, Integer> seen() {
    return new TreeMap<>(seen);
  }
}
