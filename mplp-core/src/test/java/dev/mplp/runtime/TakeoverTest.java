package dev.mplp.runtime;

import static dev.mplp.runtime.Stage.end;
import static dev.mplp.runtime.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.StepStatus;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.StorageTap;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that die, stand still, or lose answers, and handlers that do not let go. */
class TakeoverTest {

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final RuntimeListener listener =
      new RuntimeListener() {
        @Override
        public void leaseLost() {
          told.add("lease lost");
        }

        @Override
        public void stepFenced(ExecutionId executionId, StepId stepId, int attempt) {
          told.add("fenced " + attempt);
        }

        @Override
        public void handlerStuck(ExecutionId executionId, StepId stepId, int stuck) {
          told.add("stuck " + stuck);
        }

        @Override
        public void handlerMissing(String role, long steps, Duration oldest) {
          told.add("missing " + role + " " + steps);
        }
      };
  private final Stage stage = new Stage(listener);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void close() {
    stopped.set(false);
    done.countDown();
    stage.close();
  }

  /** A process that can be stopped as by a signal: its calls wait until it goes on. */
  private Mplp stoppable(boolean reaps) {
    Storage storage =
        StorageTap.over(
            stage.memory(),
            call -> {
              while (stopped.get()) {
                LockSupport.parkNanos(1_000_000);
              }
              return call.name().equals("work.reap") && !reaps ? 0 : call.proceed();
            });
    return stage.runtime(storage, listener);
  }

  private StepRun row(Execution execution) {
    return stage.memory().work().step("default", execution.executionId().uuid(), 0).orElseThrow();
  }

  private Plan planFor(String role) {
    return stage.mplp.plans().create(stage.plan().step("a", s -> s.role(role)).build());
  }

  @Test
  void stoppedProcess_isTakenOverAndItsLateResultRefused() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    stoppable(true)
        .handlers()
        .register(
            "r",
            call -> {
              first.countDown();
              while (stopped.get() || done.getCount() > 0) {
                LockSupport.parkNanos(1_000_000); // deaf to its interrupt
              }
              return StepResult.completed(JsonObject.of("by", "first"));
            });
    Plan plan = planFor("r");
    Execution execution = stage.mplp.plans().execute(plan.planId());
    first.await();

    stopped.set(true);
    stage
        .mplp
        .handlers()
        .register("r", call -> StepResult.completed(JsonObject.of("by", call.attempt())));
    ExecutionResult result = end(execution);
    stopped.set(false);
    done.countDown();

    assertThat(result.steps().get(0).output()).isEqualTo(JsonObject.of("by", 2));
    eventually(() -> told.contains("fenced 1") && told.contains("lease lost"));
    assertThat(end(execution).steps().get(0).output()).isEqualTo(JsonObject.of("by", 2));
  }

  @Test
  void stoppedProcess_thatNobodyReaped_hasItsLateResultAccepted() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Mplp only = stoppable(false);
    only.handlers()
        .register(
            "r",
            call -> {
              running.countDown();
              done.await();
              return StepResult.completed(JsonObject.of("by", call.attempt()));
            });
    stage.mplp.close(Duration.ofSeconds(5));
    Plan plan = only.plans().create(stage.plan().step("a", s -> s.role("r")).build());
    Execution execution = only.plans().execute(plan.planId());
    running.await();
    stopped.set(true);
    java.time.Instant over = stage.memory().now().plusMillis(900);
    eventually(() -> stage.memory().now().isAfter(over));

    stopped.set(false);
    done.countDown();

    ExecutionResult result = end(execution);
    assertThat(result.steps().get(0).output()).isEqualTo(JsonObject.of("by", 1));
    assertThat(row(execution).lost()).isZero();
  }

  @Test
  void stepThatKillsItsWorkers_failsAfterItsLostAttempts() {
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      AtomicBoolean dead = new AtomicBoolean();
      Storage mortal =
          StorageTap.over(
              stage.memory(),
              call -> {
                if (dead.get()) {
                  throw new StorageException(false, "the process is dead", null);
                }
                return call.proceed();
              });
      stage
          .runtime(mortal, listener)
          .handlers()
          .register(
              "deadly",
              call -> {
                calls.incrementAndGet();
                dead.set(true);
                return StepResult.completed();
              });
    }
    Plan plan = planFor("deadly");

    Execution execution =
        stage
            .mplp
            .plans()
            .execute(plan.planId(), ExecutionOptions.builder().maxLostAttempts(1).build());

    ExecutionResult result = end(execution);
    assertThat(result.steps().get(0).error().code()).isEqualTo(StepError.WORKER_LOST);
    assertThat(calls).hasValue(2);
  }

  @Test
  void claimWhoseAnswerIsLost_isGivenUpAndDoneUnderAnotherName() {
    AtomicBoolean lost = new AtomicBoolean();
    Storage lossy =
        StorageTap.over(
            stage.memory(),
            call -> {
              Object answer = call.proceed();
              if (call.name().equals("work.claim")
                  && !((List<?>) answer).isEmpty()
                  && lost.compareAndSet(false, true)) {
                throw new OutcomeUnknownException("the connection broke", null);
              }
              return answer;
            });
    AtomicInteger calls = new AtomicInteger();
    stage
        .runtime(lossy, listener)
        .handlers()
        .register(
            "r",
            call -> {
              calls.incrementAndGet();
              return StepResult.completed();
            });

    Execution execution = stage.mplp.plans().execute(planFor("r").planId());

    ExecutionResult result = end(execution);
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps().get(0).attempts()).isEqualTo(2);
    assertThat(calls).hasValue(1);
  }

  @Test
  void deafHandler_afterItsTimeout_keepsItsPlaceAndIsCounted() {
    AtomicInteger others = new AtomicInteger();
    stage.mplp.close(Duration.ofSeconds(5));
    try (Mplp small = stage.builder(stage.memory()).listener(listener).concurrency(1).build()) {
      small
          .handlers()
          .register(
              "deaf",
              call -> {
                while (done.getCount() > 0) {
                  LockSupport.parkNanos(1_000_000);
                }
                return StepResult.completed();
              });
      small
          .handlers()
          .register(
              "other",
              call -> {
                others.incrementAndGet();
                return StepResult.completed();
              });
      Plan deaf = small.plans().create(stage.plan().step("a", s -> s.role("deaf")).build());
      Plan other = small.plans().create(stage.plan().step("b", s -> s.role("other")).build());
      Execution first =
          small
              .plans()
              .execute(
                  deaf.planId(),
                  ExecutionOptions.builder().stepTimeout(Duration.ofMillis(50)).build());
      eventually(() -> row(first).state() == dev.mplp.spi.StepState.FAILED);
      Execution second = small.plans().execute(other.planId());

      eventually(() -> told.contains("stuck 1"));

      assertThat(others).hasValue(0);
      done.countDown();
      assertThat(end(second).isCompleted()).isTrue();
      assertThat(end(first).steps().get(0).error().code()).isEqualTo(StepError.TIMEOUT);
    }
  }

  @Test
  void slowHandler_keepsNoOtherStepsFromProcessesThatAreIdle() {
    stage.mplp.close(Duration.ofSeconds(5));
    CountDownLatch slow = new CountDownLatch(1);
    try (Mplp first = stage.builder(stage.memory()).concurrency(1).build()) {
      first
          .handlers()
          .registerDefault(
              call -> {
                if (call.description().equals("slow")) {
                  slow.countDown();
                  done.await();
                }
                return StepResult.completed();
              });
      PlanBuilder quick = stage.plan();
      for (int i = 0; i < 300; i++) {
        quick.step("quick " + i, s -> {});
      }
      Plan many = first.plans().create(quick.build());
      assertThat(end(first.plans().execute(many.planId())).isCompleted()).isTrue();
      PlanBuilder mixed = stage.plan().step("slow", s -> {});
      for (int i = 0; i < 8; i++) {
        mixed.step("behind " + i, s -> {});
      }
      Plan plan = first.plans().create(mixed.build());
      Execution execution = first.plans().execute(plan.planId());
      eventually(() -> slow.getCount() == 0);

      Mplp second = stage.runtime(stage.memory(), listener);
      second.handlers().registerDefault(call -> StepResult.completed());
      eventually(
          () ->
              first.plans().get(plan.planId()).steps().stream()
                      .filter(step -> step.status() == StepStatus.COMPLETED)
                      .count()
                  == 8);

      done.countDown();
      assertThat(end(execution).isCompleted()).isTrue();
    }
  }

  @Test
  void roleThatNobodyRegistered_waitsWithAnAlarm() {
    Plan plan = planFor("nobody");
    Execution execution = stage.mplp.plans().execute(plan.planId());

    eventually(() -> told.contains("missing nobody 1"));

    assertThat(stage.status(plan, plan.steps().get(0).stepId())).isEqualTo(StepStatus.PENDING);
    stage.mplp.handlers().register("nobody", call -> StepResult.completed());
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void errorThrownByAHandler_failsItsAttempt() {
    stage
        .mplp
        .handlers()
        .register(
            "r",
            call -> {
              throw new OutOfMemoryError("as good as");
            });

    Execution execution = stage.mplp.plans().execute(planFor("r").planId());

    assertThat(end(execution).steps().get(0).error().code()).isEqualTo(StepError.HANDLER_FAILED);
  }
}
