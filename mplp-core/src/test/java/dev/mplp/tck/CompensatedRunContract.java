package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.model.RunId;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.CompensationOptions;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.StepOutcome;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two runtimes over one storage undo plans that fail, while one of the runtimes dies in the midst
 * of it: every step that was completed is undone, once, and after all that depended on it.
 */
public abstract class CompensatedRunContract {

  private static final int PLANS = 12;
  private static final int BRANCHES = 3;
  private static final int LENGTH = 3;
  private static final int UNDONE = BRANCHES * LENGTH;
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Map<String, Integer> effects = new ConcurrentHashMap<>();
  private final Set<String> attempts = ConcurrentHashMap.newKeySet();
  private final List<String> violations = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean dead = new AtomicBoolean();
  private final List<Mplp> runtimes = new ArrayList<>();
  private StorageFixture fixture;
  private Storage storage;

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
    runtime.handlers().register("booker", call -> StepResult.completed(), this::undo);
    runtime
        .handlers()
        .register("payer", call -> StepResult.failed(StepError.permanent("DECLINED", "no")));
    return runtime;
  }

  private CompensationResult undo(CompensationCall call) {
    int many = calls.incrementAndGet();
    if (many == PLANS * UNDONE / 3) {
      dead.set(true);
    }
    synchronized (violations) {
      if (!attempts.add(call.idempotencyKey() + " " + call.attempt())) {
        violations.add("attempt " + call.attempt() + " at " + call.description() + " began twice");
      }
      for (var input : call.inputs().keySet()) {
        if (effects.containsKey(call.executionId() + "/" + input + "/compensation")) {
          violations.add(call.description() + " is undone after what it depended on");
        }
      }
      effects.putIfAbsent(call.idempotencyKey(), call.attempt());
    }
    if (many % 7 == 0) {
      return CompensationResult.failed(StepError.transientError("BUSY", "not now"));
    }
    return CompensationResult.compensated();
  }

  /** Branches of several steps; the payment, which fails, waits for all of them. */
  private Execution start(Mplp mplp, Context context, int number) {
    PlanBuilder builder = Plan.builder(context.contextId(), "Plan " + number, "Fail");
    for (int branch = 0; branch < BRANCHES; branch++) {
      for (int i = 0; i < LENGTH; i++) {
        String name = branch + "." + i;
        String before = branch + "." + (i - 1);
        boolean first = i == 0;
        builder.step(
            name,
            step -> {
              step.role("booker");
              if (!first) {
                step.after(before);
              }
            });
      }
    }
    builder.step(
        "pay",
        step -> {
          step.role("payer");
          for (int branch = 0; branch < BRANCHES; branch++) {
            step.after(branch + "." + (LENGTH - 1));
          }
        });
    ExecutionOptions options =
        ExecutionOptions.builder()
            .onFailure(FailurePolicy.COMPENSATE)
            .compensation(
                CompensationOptions.DEFAULT.withRetry(RetryPolicy.attempts(20).withoutDelay()))
            .build();
    return mplp.plans().execute(mplp.plans().create(builder.build()).planId(), options);
  }

  @Test
  void twoRuntimes_oneOfWhichDies_undoEveryPlan() throws Exception {
    Mplp mplp = begin(storage);
    begin(
        StorageTap.over(
            fixture.open(),
            call -> {
              if (dead.get()) {
                throw new StorageException(false, "the process is dead", null);
              }
              return call.proceed();
            }));
    Context context = mplp.contexts().open("Compensated runs", Root.of("lab", "test"));
    List<Execution> executions = new ArrayList<>();
    for (int i = 0; i < PLANS; i++) {
      executions.add(start(mplp, context, i));
    }

    for (Execution execution : executions) {
      check(mplp, execution.await(SOON));
    }
    assertThat(dead).isTrue();
    assertThat(effects).hasSize(PLANS * UNDONE);
    assertThat(violations).isEmpty();
  }

  private static void check(Mplp mplp, ExecutionResult result) {
    assertThat(result.execution().state()).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(result.steps()).filteredOn(StepOutcome::isCompensated).hasSize(UNDONE);
    Compensation compensation = result.execution().compensation();
    assertThat(compensation.traces()).hasSize(1);
    Set<String> completed = new HashSet<>();
    int ended = 0;
    for (EventRecord record : mplp.events().ofRun(new RunId(compensation.traceId().uuid()))) {
      if (record.type().equals("compensation.completed")) {
        String step = record.inline().data().asObject().string("step_id").orElseThrow();
        assertThat(completed.add(step)).as("undone once").isTrue();
      } else if (record.type().equals("execution.compensated")) {
        ended++;
      }
    }
    assertThat(completed).hasSize(UNDONE);
    assertThat(ended).isEqualTo(1);
  }
}
