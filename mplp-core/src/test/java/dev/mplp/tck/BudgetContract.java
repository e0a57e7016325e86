package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.event.EventRecord;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.plan.BudgetUnit;
import dev.mplp.plan.Consumption;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.OverBudget;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.spi.StorageException;
import dev.mplp.trace.Segment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What executions use of their budgets, and what becomes of those that use more. */
public abstract class BudgetContract extends ServiceKit {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicInteger begun = new AtomicInteger();

  /** For the kits. */
  protected BudgetContract() {}

  private Execution start(int steps, boolean chained, ExecutionOptions options) {
    PlanBuilder plan = Plan.builder(context().contextId(), "Spend", "Stay within the budget");
    for (int i = 0; i < steps; i++) {
      int number = i;
      plan.step(
          "step " + i,
          step -> {
            step.role("spender");
            if (chained && number > 0) {
              step.after("step " + (number - 1));
            }
          });
    }
    return mplp().plans().execute(mplp().plans().create(plan.build()).planId(), options);
  }

  private static ExecutionOptions within(Budget budget) {
    return ExecutionOptions.builder().budget(budget).build();
  }

  private StepResult spend(StepCall call, long tokens) {
    begun.incrementAndGet();
    try (Segment model = call.segment("ask the model")) {
      model.tokens(tokens, 0);
    }
    return StepResult.completed(JsonObject.empty());
  }

  private static BudgetStatus budget(ExecutionSnapshot snapshot) {
    return Objects.requireNonNull(snapshot.budget(), "budget");
  }

  private static void awaitState(Execution execution, ExecutionState state) {
    long end = System.nanoTime() + SOON.toNanos();
    while (execution.snapshot().state() != state) {
      assertThat(System.nanoTime())
          .as("%s in time, not %s", state, execution.snapshot())
          .isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tokens_nearTheLimitAndBeyond_warnPauseAndGoOnWithMore() throws Exception {
    mplp().handlers().register("spender", call -> spend(call, 30));
    Execution execution = start(6, true, within(Budget.COUNTED.withTokens(100L)));

    awaitState(execution, ExecutionState.PAUSED);
    assertThat(begun).hasValue(4);
    BudgetStatus paused = budget(execution.snapshot());
    assertThat(paused.used().tokens()).isEqualTo(120);
    assertThat(paused.used().steps()).isEqualTo(4);
    assertThat(paused.warned()).containsExactly(BudgetUnit.TOKENS);
    assertThat(paused.exceeded()).containsExactly(BudgetUnit.TOKENS);
    execution.unpause();
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.PAUSED);

    BudgetStatus raised =
        mplp().plans().changeBudget(execution.executionId(), Budget.COUNTED.withTokens(1000L));

    assertThat(raised.isExceeded()).isFalse();
    ExecutionResult result = execution.await(SOON);
    assertThat(result.isCompleted()).isTrue();
    assertThat(budget(result.execution()).used().tokens()).isEqualTo(180);
    assertThat(budget(result.execution()).warned()).isEmpty();
    assertThat(records("budget.warning")).hasSize(1);
    assertEvent(records("budget.exceeded"), "budget_exceeded", 120);
    assertThat(records("budget.changed")).hasSize(1);
    assertThat(records("execution.paused", "execution.unpaused"))
        .extracting(EventRecord::type)
        .containsExactly("execution.paused", "execution.unpaused");
  }

  private static void assertEvent(List<EventRecord> records, String type, long used) {
    assertThat(records).hasSize(1);
    EventRecord record = records.get(0);
    assertThat(record.observability()).hasSize(1);
    assertThat(record.observability().get(0).eventType()).isEqualTo(type);
    assertThat(record.observability().get(0).eventFamily().wire()).isEqualTo("cost_budget");
    JsonObject data =
        Objects.requireNonNull(Objects.requireNonNull(record.inline()).data()).asObject();
    assertThat(data.string("unit")).hasValue("tokens");
    assertThat(Objects.requireNonNull(data.get("limit")).asLong()).isEqualTo(100);
    assertThat(Objects.requireNonNull(data.get("used")).asLong()).isEqualTo(used);
  }

  @Test
  void steps_overTwoRuntimes_areNeverMoreThanAllowed_andResumeAfterMore() throws Exception {
    Mplp other = another();
    for (Mplp runtime : List.of(mplp(), other)) {
      runtime.handlers().register("spender", call -> spend(call, 1));
    }
    Budget seven = Budget.COUNTED.withSteps(7L).whenExceeded(OverBudget.FAIL);
    Execution execution = start(40, false, within(seven));

    ExecutionResult result = execution.await(SOON);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(Objects.requireNonNull(result.execution().error()).code())
        .isEqualTo(StepError.BUDGET_EXCEEDED);
    assertThat(begun.get()).isLessThanOrEqualTo(7);
    assertThat(budget(result.execution()).used().steps()).isEqualTo(7);
    assertThat(budget(result.execution()).exceeded()).containsExactly(BudgetUnit.STEPS);
    refused("NOT_RESUMABLE", () -> mplp().plans().resume(execution.executionId()));
    mplp().plans().changeBudget(execution.executionId(), seven.withSteps(100L));
    ExecutionResult second = mplp().plans().resume(execution.executionId()).await(SOON);
    assertThat(second.isCompleted()).isTrue();
    assertThat(records("budget.exceeded")).hasSize(1);
  }

  @Test
  void aPlanThatUsesExactlyItsSteps_completes() throws Exception {
    mplp().handlers().register("spender", call -> spend(call, 1));
    ExecutionResult result = start(5, false, within(Budget.COUNTED.withSteps(5L))).await(SOON);

    assertThat(result.isCompleted()).isTrue();
    assertThat(budget(result.execution()).warned()).containsExactly(BudgetUnit.STEPS);
    assertThat(budget(result.execution()).exceeded()).isEmpty();
  }

  @Test
  void everyAttempt_isCountedOnce_whateverBecomesOfIt() throws Exception {
    AtomicLong reported = new AtomicLong();
    AtomicInteger attempts = new AtomicInteger();
    Mplp other = another();
    for (Mplp runtime : List.of(mplp(), other)) {
      runtime
          .handlers()
          .register(
              "spender",
              call -> {
                attempts.incrementAndGet();
                Segment open = call.segment("left open");
                open.tokens(3, 4);
                reported.addAndGet(7);
                try (Segment inner = open.segment("inner")) {
                  inner.cost(new BigDecimal("0.25"), "EUR").cost(BigDecimal.ONE, "EUR");
                }
                if (call.attempt() == 1) {
                  throw new IllegalStateException("the first attempt fails");
                }
                return StepResult.completed(JsonObject.empty());
              });
    }
    ExecutionOptions options =
        within(Budget.COUNTED).toBuilder()
            .retry(new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1)))
            .build();

    ExecutionResult result = start(25, false, options).await(SOON);

    assertThat(result.isCompleted()).isTrue();
    Consumption used = budget(result.execution()).used();
    assertThat(attempts).hasValue(50);
    assertThat(used.steps()).isEqualTo(50);
    assertThat(used.tokens()).isEqualTo(reported.get()).isEqualTo(350);
    assertThat(used.outputTokens()).isEqualTo(200);
    assertThat(used.cost()).isEqualByComparingTo("62.5");
    assertThat(used.currency()).isEqualTo("EUR");
    assertThat(used.otherCosts()).isZero();
    assertThat(used.time()).isPositive();
  }

  @Test
  void cost_beyondTheLimit_cancelsWhatRuns() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "spender",
            call -> {
              try (Segment model = call.segment("ask the model")) {
                model.cost(new BigDecimal("4"), "USD");
                assertThatThrownBy(() -> model.cost(new BigDecimal("-4"), "USD"))
                    .isInstanceOf(IllegalArgumentException.class);
              }
              try (Segment model = call.segment("ask another model")) {
                model.cost(new BigDecimal("2.01"), "EUR");
              }
              try {
                await(new CountDownLatch(1));
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return StepResult.completed(JsonObject.empty());
            });
    Budget two =
        Budget.COUNTED.withCost(new BigDecimal("2"), "EUR").whenExceeded(OverBudget.CANCEL);

    ExecutionResult result = start(3, true, within(two)).await(SOON);

    await(interrupted);
    assertThat(result.execution().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(budget(result.execution()).used().cost()).isEqualByComparingTo("2.01");
    assertThat(budget(result.execution()).used().otherCosts()).isEqualTo(1);
    assertThat(budget(result.execution()).exceeded()).containsExactly(BudgetUnit.COST);
  }

  @Test
  void whatIsUsed_countsOnce_alsoWhenItsProcessCannotStopTheExecution() throws Exception {
    AtomicReference<Thread> spender = new AtomicReference<>();
    AtomicInteger commits = new AtomicInteger();
    Mplp unlucky =
        anotherBehind(
            storage ->
                StorageTap.over(
                    storage,
                    call -> {
                      boolean own = Thread.currentThread() == spender.get();
                      if (own && call.name().equals("commit") && commits.incrementAndGet() == 2) {
                        throw new StorageException(false, "cut off after the count", null);
                      }
                      return call.proceed();
                    }));
    unlucky
        .handlers()
        .register(
            "spender",
            call -> {
              spender.set(Thread.currentThread());
              try (Segment model = call.segment("ask the model")) {
                model.cost(new BigDecimal("2.01"), "EUR");
              }
              assertThat(commits).as("counted, and tried to stop").hasValue(2);
              spender.set(null);
              return StepResult.completed();
            });
    Budget two =
        Budget.COUNTED.withCost(new BigDecimal("2"), "EUR").whenExceeded(OverBudget.CANCEL);

    ExecutionResult result = start(3, true, within(two)).await(SOON);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(budget(result.execution()).used().cost()).isEqualByComparingTo("2.01");
  }

  @Test
  void time_whenItIsOver_stopsTheExecution_andWhileItIsHeldItStands() throws Exception {
    mplp().handlers().register("spender", call -> StepResult.delayed(Duration.ofHours(1)));
    Budget brief = Budget.COUNTED.withTime(Duration.ofMillis(700)).whenExceeded(OverBudget.FAIL);
    Execution execution = start(1, false, within(brief));
    execution.pause();
    Duration used = budget(execution.snapshot()).used().time();
    assertThat(budget(execution.snapshot()).used().time())
        .as("the clock stands")
        .isEqualTo(used)
        .isLessThan(Duration.ofMillis(700));
    execution.unpause();

    ExecutionResult result = execution.await(SOON);

    assertThat(result.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(Objects.requireNonNull(result.execution().error()).code())
        .isEqualTo(StepError.BUDGET_EXCEEDED);
    assertThat(budget(result.execution()).used().time()).isGreaterThanOrEqualTo(brief.time());
    assertThat(records("budget.warning", "budget.exceeded"))
        .extracting(EventRecord::type)
        .containsExactly("budget.warning", "budget.exceeded");
  }

  @Test
  void defaultBudget_isThatOfExecutionsWithoutOne() throws Exception {
    mplp().handlers().register("spender", call -> spend(call, 5));
    assertThat(mplp().plans().limits().defaultBudget()).isEmpty();
    ExecutionSnapshot before = start(1, false, ExecutionOptions.DEFAULT).await(SOON).execution();
    assertThat(before.budget()).isNull();
    refused("NO_BUDGET", () -> mplp().plans().changeBudget(before.executionId(), Budget.COUNTED));

    Budget tenants = Budget.COUNTED.withTokens(50L).warningAt(90);
    mplp().plans().limits().setDefaultBudget(tenants);
    mplp().plans().limits().setDefaultBudget(tenants);

    assertThat(mplp().plans().limits().defaultBudget()).hasValue(tenants);
    ExecutionSnapshot after = start(1, false, ExecutionOptions.DEFAULT).await(SOON).execution();
    assertThat(budget(after).budget()).isEqualTo(tenants);
    assertThat(budget(after).used().tokens()).isEqualTo(5);
    Budget own = Budget.COUNTED.withSteps(3L);
    assertThat(budget(start(1, false, within(own)).await(SOON).execution()).budget())
        .isEqualTo(own);

    mplp().plans().limits().setDefaultBudget(null);
    assertThat(mplp().plans().limits().defaultBudget()).isEmpty();
    assertThat(start(1, false, ExecutionOptions.DEFAULT).await(SOON).execution().budget()).isNull();
  }
}
