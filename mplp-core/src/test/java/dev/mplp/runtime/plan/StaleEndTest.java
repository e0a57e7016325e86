package dev.mplp.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageTap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Who waits for the end of a resumed run, or of a compensation that is tried again, is not told the
 * end of the run before.
 */
class StaleEndTest {

  private final Storage memory = InMemoryStorage.create();
  private final Executions executions = new Executions(memory);
  private final Thread test = Thread.currentThread();
  private final AtomicBoolean armed = new AtomicBoolean(true);
  private final AtomicReference<@Nullable Execution> execution = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final CountDownLatch mayEndAgain = new CountDownLatch(1);

  /** Holds the answer of the first look that saw the end. */
  private @Nullable Object call(StorageTap.Call call) {
    Object answer = call.proceed();
    Execution one = execution.get();
    if (one != null
        && call.name().equals("get")
        && call.arguments()[0] instanceof DocumentKey key
        && key.kind().equals(Kinds.EXECUTION)
        && !Thread.currentThread().equals(test)
        && executions.get(key.tenant(), one.executionId()).state().isTerminal()
        && armed.compareAndSet(true, false)) {
      ended.countDown();
      await(told);
    }
    return answer;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void lookThatBeganBeforeResume_doesNotAnswerWhoWaitsAfterIt() throws Exception {
    try (Mplp mplp = MplpRuntime.builder().storage(StorageTap.over(memory, this::call)).build()) {
      AtomicBoolean first = new AtomicBoolean(true);
      mplp.handlers()
          .registerDefault(
              call -> {
                boolean fails = first.getAndSet(false);
                await(fails ? mayEnd : mayEndAgain);
                return fails
                    ? StepResult.failed(StepError.permanent("NO", "no"))
                    : StepResult.completed(JsonObject.of("done", true));
              });
      Context context = mplp.contexts().open("resumed", Root.of("finance", "test"));
      Plan plan = Plan.builder(context.contextId(), "Try", "Twice").step("try", "clerk").build();
      mplp.plans().create(plan);
      Execution one = mplp.plans().execute(plan.planId());
      execution.set(one);
      CompletableFuture<ExecutionResult> before = one.toFuture();
      mayEnd.countDown();
      await(ended);

      mplp.plans().resume(one.executionId());
      CompletableFuture<ExecutionResult> after = one.toFuture();
      told.countDown();
      assertThat(before.get(30, TimeUnit.SECONDS).execution().state())
          .isEqualTo(ExecutionState.FAILED);
      mayEndAgain.countDown();
      assertThat(after.get(30, TimeUnit.SECONDS).execution().state())
          .isEqualTo(ExecutionState.COMPLETED);
    }
  }

  @Test
  void lookThatBeganBeforeACompensationWasRetried_doesNotAnswerWhoWaitsAfterIt() throws Exception {
    try (Mplp mplp = MplpRuntime.builder().storage(StorageTap.over(memory, this::call)).build()) {
      AtomicBoolean first = new AtomicBoolean(true);
      mplp.handlers()
          .register(
              "booker",
              call -> StepResult.completed(),
              call -> {
                boolean fails = first.getAndSet(false);
                await(fails ? mayEnd : mayEndAgain);
                return fails
                    ? CompensationResult.failed(StepError.permanent("NO", "no"))
                    : CompensationResult.compensated();
              });
      mplp.handlers().register("payer", call -> StepResult.failed(StepError.permanent("NO", "no")));
      Context context = mplp.contexts().open("retried", Root.of("finance", "test"));
      Plan plan =
          Plan.builder(context.contextId(), "Try", "Twice")
              .step("book", "booker")
              .step("pay", step -> step.role("payer").after("book"))
              .build();
      mplp.plans().create(plan);
      Execution one =
          mplp.plans()
              .execute(
                  plan.planId(),
                  ExecutionOptions.builder().onFailure(FailurePolicy.COMPENSATE).build());
      execution.set(one);
      CompletableFuture<ExecutionResult> before = one.toFuture();
      mayEnd.countDown();
      await(ended);

      mplp.compensations().retry(one.executionId(), null);
      CompletableFuture<ExecutionResult> after = one.toFuture();
      told.countDown();
      assertThat(before.get(30, TimeUnit.SECONDS).execution().state())
          .isEqualTo(ExecutionState.COMPENSATION_FAILED);
      mayEndAgain.countDown();
      assertThat(after.get(30, TimeUnit.SECONDS).execution().state())
          .isEqualTo(ExecutionState.COMPENSATED);
    }
  }
}
