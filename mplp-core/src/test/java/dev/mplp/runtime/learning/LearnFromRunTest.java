package dev.mplp.runtime.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleFilter;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A run is learnt from in parts, and off the thread of the timers. */
class LearnFromRunTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ExecutionOptions LEARN =
      ExecutionOptions.builder().learning(SampleFamily.PIPELINE_OUTCOME).build();

  private static Plan plan(Mplp mplp, int size, String role) {
    Context context = mplp.contexts().open("Learn", Root.of("lab", "test"));
    List<PlanStep> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      steps.add(PlanStep.builder("Step " + i).agentRole(role).build());
    }
    return mplp.plans()
        .create(Plan.builder(context.contextId(), "Learn", "See").steps(steps).build());
  }

  /** A run whose timer has not been fired: whoever had it is gone. */
  private static Timer leftTimer(InMemoryStorage storage, int steps) throws Exception {
    AtomicInteger left = new AtomicInteger();
    Storage deaf =
        StorageTap.over(
            storage,
            call -> {
              if (call.name().equals("timers.due")) {
                left.incrementAndGet();
                return List.of();
              }
              return call.proceed();
            });
    try (Mplp mplp = MplpRuntime.builder().storage(deaf).build()) {
      mplp.handlers().registerDefault(call -> StepResult.completed());
      Plan plan = plan(mplp, steps, "clerk");
      assertThat(mplp.plans().execute(plan.planId(), LEARN).await(SOON).isCompleted()).isTrue();
    }
    return due(storage);
  }

  private static Timer due(Storage storage) {
    List<Timer> due = storage.timers().due(10, Duration.ofMillis(1));
    return due.stream()
        .filter(timer -> timer.kind().equals(Kinds.TIMER_LEARNING))
        .findFirst()
        .orElseThrow();
  }

  private static List<CoreSample> samples(InMemoryStorage storage) {
    try (Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      return mplp.learning().list(SampleFilter.all(), null, 500).items().stream()
          .map(recorded -> (CoreSample) recorded.sample())
          .toList();
    }
  }

  @Test
  void whoeverGoesOn_beginsWhereTheFormerHasComeTo_andNothingIsThereTwice() throws Exception {
    InMemoryStorage storage = InMemoryStorage.create();
    Timer timer = leftTimer(storage, 40);
    AtomicInteger records = new AtomicInteger();
    Storage counting =
        StorageTap.over(
            storage,
            call -> {
              Object answer = call.proceed();
              if (call.name().equals("log.readRun")) {
                records.addAndGet(((List<?>) Objects.requireNonNull(answer)).size());
              }
              return answer;
            });
    int all = 0;
    for (LogRecord record : storage.log().read("default", null, 0, 1000)) {
      all += record.entry().runId() == null ? 0 : 1;
    }

    int parts = 0;
    for (Timer rest = timer; rest != null; parts++) {
      // each part by another process, which knows the timer alone
      rest = new LearnFromRun(counting, new Commits(counting), 10).next(rest);
    }

    assertThat(parts).isGreaterThan(5);
    assertThat(records.get()).as("each record is read once").isEqualTo(all);
    List<CoreSample> samples = samples(storage);
    assertThat(samples).hasSize(40);
    assertThat(samples)
        .as("attempts that began in one part and ended in another are whole")
        .allMatch(sample -> sample.output().has("duration_ms"))
        .allMatch(
            sample -> sample.input().string("agent_role").filter("clerk"::equals).isPresent());
  }

  /** The former wrote the samples of its part and died before it moved the timer. */
  @Test
  void aPartThatIsDoneAgain_changesNothing() throws Exception {
    InMemoryStorage storage = InMemoryStorage.create();
    Timer timer = leftTimer(storage, 20);
    LearnFromRun learning = new LearnFromRun(storage, new Commits(storage), 30);
    Timer rest = Objects.requireNonNull(learning.next(timer));
    learning.next(timer);
    while (rest != null) {
      rest = learning.next(rest);
    }

    assertThat(samples(storage)).hasSize(20).doesNotHaveDuplicates();
    assertThat(storage.timers().next()).isEmpty();
  }

  @Test
  void otherTimers_doNotWaitForIt() throws Exception {
    CountDownLatch learning = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Storage held =
        StorageTap.over(
            InMemoryStorage.create(),
            call -> {
              boolean learns = Thread.currentThread().getName().startsWith("mplp-learning");
              if (call.name().equals("log.readRun")
                  && (learns || Thread.currentThread().getName().startsWith("mplp-timer"))) {
                learning.countDown();
                await(released);
              }
              return call.proceed();
            });
    try (Mplp mplp = MplpRuntime.builder().ownedStorage(held).build()) {
      mplp.handlers().register("clerk", call -> StepResult.completed());
      mplp.plans().execute(plan(mplp, 1, "clerk").planId(), LEARN).await(SOON);
      assertThat(learning.await(30, TimeUnit.SECONDS)).isTrue();
      mplp.handlers().register("slow", call -> StepResult.delayed(Duration.ofDays(1)));

      ExecutionOptions brief = ExecutionOptions.builder().deadline(Duration.ofMillis(100)).build();
      assertThat(
              mplp.plans().execute(plan(mplp, 1, "slow").planId(), brief).await(SOON).isCompleted())
          .as("its deadline has come")
          .isFalse();
      released.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
