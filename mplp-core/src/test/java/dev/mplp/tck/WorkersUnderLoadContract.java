package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many workers on random graphs: order kept, limits kept, each step settled exactly once. */
public abstract class WorkersUnderLoadContract extends WorkKit {

  private static final int THREADS = 6;

  private final Map<UUID, List<NewStep>> plans = new HashMap<>();
  private final Map<UUID, AtomicInteger> running = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> limits = new HashMap<>();
  private final Map<String, Boolean> completed = new ConcurrentHashMap<>();
  private final AtomicInteger openEnds = new AtomicInteger();

  private UUID startTracked(int parallelism, List<NewStep> steps) {
    UUID execution = start(parallelism, steps);
    plans.put(execution, steps);
    limits.put(execution, parallelism == 0 ? Integer.MAX_VALUE : parallelism);
    running.put(execution, new AtomicInteger());
    openEnds.incrementAndGet();
    return execution;
  }

  @Test
  void randomGraphs_everyStepIsCompletedExactlyOnce_afterItsDependencies() {
    Random random = new Random(42);
    for (int i = 0; i < 12; i++) {
      startTracked(random.nextInt(4), StepPlans.random(random, 10 + random.nextInt(40)));
    }

    Contention.run(THREADS, number -> work(handle(number), new Random(number), 0));

    assertEverythingHappenedOnce();
  }

  @Test
  void randomGraphs_withRetriesParksAndReleases_comeToTheSameEnd() {
    Random random = new Random(43);
    for (int i = 0; i < 8; i++) {
      startTracked(random.nextInt(4), StepPlans.random(random, 10 + random.nextInt(20)));
    }

    Contention.run(THREADS, number -> work(handle(number), new Random(100 + number), 0.3));

    assertEverythingHappenedOnce();
  }

  /** Claims and settles until every execution has ended. */
  private int work(Storage own, Random random, double detours) {
    UUID self = own.work().register("load", LEASE);
    int done = 0;
    while (openEnds.get() > 0) {
      List<Claim> claims = own.work().claim(self, null, 1 + random.nextInt(5));
      for (Claim claim : claims) {
        checkOrder(claim);
      }
      for (Claim claim : claims) {
        done += finish(own, self, claim, random.nextDouble() < detours ? random.nextInt(3) : -1);
      }
      if (claims.isEmpty()) {
        Thread.onSpinWait();
      }
    }
    return done;
  }

  private void checkOrder(Claim claim) {
    if (!claim.isEnd()) {
      UUID execution = claim.executionId();
      assertThat(running.get(execution).incrementAndGet())
          .isLessThanOrEqualTo(limits.get(execution));
      for (int from : plans.get(execution).get(claim.index()).dependencies()) {
        assertThat(completed).containsKey(name(execution, from));
      }
    } else {
      for (NewStep step : plans.get(claim.executionId())) {
        assertThat(completed).containsKey(name(claim.executionId(), step.index()));
      }
    }
  }

  private int finish(Storage own, UUID self, Claim claim, int detour) {
    UUID execution = claim.executionId();
    if (claim.isEnd()) {
      CommitResult closed =
          own.commit(
              set(
                  settling(claim, self, COMPLETED),
                  new Change.ControlExecution(
                      execution, List.of(Phase.OPEN), Phase.CLOSED, SkipReason.CANCELLED),
                  new Change.AppendLog(entry("execution.ended", claim))));
      assertThat(closed.isCommitted()).isTrue();
      openEnds.decrementAndGet();
      return 0;
    }
    running.get(execution).decrementAndGet();
    if (detour >= 0) {
      Settlement settlement =
          switch (detour) {
            case 0 -> new Settlement.Retry(Duration.ZERO);
            case 1 -> new Settlement.Park(Duration.ZERO);
            default -> new Settlement.Release();
          };
      assertThat(own.commit(set(settling(claim, self, settlement))).isCommitted()).isTrue();
      return 0;
    }
    assertThat(completed.put(name(execution, claim.index()), true)).isNull();
    ChangeSet done =
        set(settling(claim, self, COMPLETED), new Change.AppendLog(entry("step.completed", claim)));
    assertThat(own.commit(done).isCommitted()).isTrue();
    return 1;
  }

  private static LogEntry entry(String type, Claim claim) {
    return new LogEntry(
        type,
        claim.contextId(),
        claim.executionId(),
        claim.runId(),
        claim.stepId(),
        claim.attempt(),
        new byte[0]);
  }

  private void assertEverythingHappenedOnce() {
    int steps = plans.values().stream().mapToInt(List::size).sum();
    assertThat(completed).hasSize(steps);
    plans.forEach(
        (execution, plan) -> {
          assertThat(storage.work().tally(TENANT, execution))
              .isEqualTo(Map.of(StepState.COMPLETED, plan.size()));
          assertThat(phase(execution)).isEqualTo(Phase.CLOSED);
        });
    assertThat(records("step.completed")).hasSize(steps);
    assertCausesComeBeforeEffects();
    assertThat(records("execution.ended")).hasSize(plans.size());
    assertThat(claimAll()).isEmpty();
    assertThat(storage.work().backlog()).isEmpty();
  }

  /** A step is started only after the log says that its dependencies are completed. */
  private void assertCausesComeBeforeEffects() {
    Map<UUID, Set<UUID>> completedSteps = new HashMap<>();
    for (LogRecord written : sequenced(TENANT)) {
      LogEntry entry = written.entry();
      Set<UUID> before = completedSteps.computeIfAbsent(entry.executionId(), id -> new HashSet<>());
      if (entry.type().equals("step.completed")) {
        assertThat(before.add(entry.stepId())).isTrue();
      } else if (entry.type().equals(LogEntry.STEP_STARTED)) {
        List<NewStep> plan = plans.get(entry.executionId());
        NewStep started = plan.get((int) entry.stepId().getLeastSignificantBits());
        for (int from : started.dependencies()) {
          assertThat(before).contains(plan.get(from).stepId());
        }
      } else if (entry.type().equals("execution.ended")) {
        assertThat(before).hasSize(plans.get(entry.executionId()).size());
      }
    }
  }

  private static String name(UUID execution, int index) {
    return execution + "/" + index;
  }
}
