package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two runtimes over one storage do two thousand steps: every effect is there once, every step is
 * settled once, nothing is left claimed, whether both go on, one is closed or one dies.
 */
public abstract class DurableRunContract {

  private static final int PLANS = 20;
  private static final int STEPS = 100;
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, Integer> effects = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private StorageFixture fixture;
  private Storage storage;
  private final List<Mplp> runtimes = new ArrayList<>();
  private Runnable halfWay = () -> {};

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage, with a lease of a second or so. */
  protected abstract Mplp runtime(Storage storage);

  @BeforeEach
  void open() {
    fixture = newFixture();
    storage = fixture.open();
  }

  @AfterEach
  void close() {
    runtimes.forEach(runtime -> runtime.close(Duration.ofSeconds(10)));
    fixture.close();
  }

  private Mplp begin(Storage over) {
    Mplp runtime = runtime(over);
    runtimes.add(runtime);
    runtime.handlers().registerDefault(this::handle);
    return runtime;
  }

  /** Whoever comes second finds what the first one did. */
  private StepResult handle(StepCall call) {
    calls.computeIfAbsent(call.idempotencyKey(), key -> new AtomicInteger()).incrementAndGet();
    Integer before = effects.putIfAbsent(call.idempotencyKey(), call.attempt());
    if (done.incrementAndGet() == PLANS * STEPS / 2) {
      halfWay.run();
    }
    return StepResult.completed(
        JsonObject.of("effect", before == null ? call.attempt() : before.intValue()));
  }

  private List<Execution> start(Mplp mplp) {
    Context context = mplp.contexts().open("Durable runs", Root.of("lab", "test"));
    Random random = new Random(4711);
    List<Execution> executions = new ArrayList<>();
    for (int i = 0; i < PLANS; i++) {
      PlanBuilder plan = Plan.builder(context.contextId(), "Plan " + i, "Be done once");
      for (int step = 0; step < STEPS; step++) {
        int index = step;
        plan.step(
            "s" + index,
            draft -> {
              for (int edge = random.nextInt(3); edge > 0 && index > 0; edge--) {
                draft.after("s" + random.nextInt(index));
              }
            });
      }
      Plan created = mplp.plans().create(plan.build());
      executions.add(
          mplp.plans()
              .execute(
                  created.planId(),
                  ExecutionOptions.builder().parallelism(random.nextInt(2) * 8).build()));
    }
    return executions;
  }

  @Test
  void twoRuntimes_doEveryStepOnce() throws Exception {
    Mplp mplp = begin(storage);
    begin(fixture.open());

    check(start(mplp), mplp);

    assertThat(calls.values()).allMatch(count -> count.get() == 1);
  }

  @Test
  void oneOfTwoRuntimesIsClosed_theOtherGoesOnAndNoStepIsLost() throws Exception {
    Mplp mplp = begin(storage);
    Mplp other = begin(fixture.open());
    Thread closing = new Thread(() -> other.close(Duration.ofSeconds(20)), "closing");
    halfWay = closing::start;

    List<Execution> executions = start(mplp);
    check(executions, mplp);
    closing.join();

    for (Execution execution : executions) {
      assertThat(storage.work().steps("default", execution.executionId().uuid(), -1, STEPS))
          .allMatch(step -> step.lost() == 0);
    }
  }

  @Test
  void oneOfTwoRuntimesDies_itsStepsAreTakenOver() throws Exception {
    AtomicBoolean dead = new AtomicBoolean();
    halfWay = () -> dead.set(true);
    Mplp mplp = begin(storage);
    Storage mortal = fixture.open();
    begin(
        StorageTap.over(
            mortal,
            call -> {
              if (dead.get()) {
                throw new StorageException(false, "the process is dead", null);
              }
              return call.proceed();
            }));

    check(start(mplp), mplp);
  }

  private void check(List<Execution> executions, Mplp mplp) throws InterruptedException {
    for (Execution execution : executions) {
      ExecutionResult result = execution.await(SOON);
      assertThat(result.isCompleted()).isTrue();
      assertThat(result.steps()).hasSize(STEPS);
      for (StepOutcome step : result.steps()) {
        assertThat(step.status()).isEqualTo(StepStatus.COMPLETED);
        String key = execution.executionId() + "/" + step.stepId();
        assertThat(step.output()).isEqualTo(JsonObject.of("effect", effects.get(key)));
      }
      assertThat(mplp.plans().get(execution.planId()).steps())
          .allMatch(step -> step.status() == StepStatus.COMPLETED);
    }
    assertThat(effects).hasSize(PLANS * STEPS);
    assertThat(storage.work().backlog()).isEmpty();
    Map<String, Integer> attempts = new HashMap<>();
    Map<String, Integer> completed = new HashMap<>();
    StorageKit.giveEveryPosition(storage);
    for (LogRecord record : StorageKit.readAll(storage, "default")) {
      LogEntry entry = record.entry();
      String key = entry.executionId() + "/" + entry.stepId();
      switch (entry.type()) {
        case LogEntry.STEP_STARTED -> attempts.merge(key, 1, Integer::sum);
        case "step.completed" -> {
          attempts.merge(key, -1, Integer::sum);
          completed.merge(key, 1, Integer::sum);
        }
        case LogEntry.STEP_LOST, "step.released" -> attempts.merge(key, -1, Integer::sum);
        default -> {}
      }
    }
    assertThat(attempts.values()).as("attempts that did not end").allMatch(open -> open == 0);
    assertThat(completed).hasSize(PLANS * STEPS);
    assertThat(completed.values()).allMatch(count -> count == 1);
  }
}
