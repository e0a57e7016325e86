package dev.mplp.runtime;

import static dev.mplp.runtime.Stage.end;
import static dev.mplp.runtime.Stage.eventually;
import static dev.mplp.runtime.Stage.join;
import static dev.mplp.runtime.Stage.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.ContextStatus;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Phase;
import dev.mplp.tck.Turnstile;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody stops, holds or resumes an execution at the very moment when it goes on. */
class ControlRacesTest {

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  private static boolean moves(Change change, Phase phase) {
    return change instanceof Change.ControlExecution control && control.phase() == phase;
  }

  private static boolean settlesTheEnd(Change change) {
    return change instanceof Change.SettleStep settle && settle.index() == Claim.END;
  }

  @Test
  void cancel_whileTheEndIsCommitted_wins() {
    stage.mplp.handlers().registerDefault(call -> StepResult.completed());
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Turnstile.Held ending = stage.turnstile.holdCommit(ControlRacesTest::settlesTheEnd);
    Execution execution = stage.mplp.plans().execute(plan.planId());
    ending.awaitArrival();

    execution.cancel("too late for the step, in time for the plan");
    ending.release();

    ExecutionResult result = end(execution);
    assertThat(result.execution().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(result.steps()).allMatch(step -> step.status() == StepStatus.COMPLETED);
    assertThat(stage.mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.CANCELLED);
  }

  @Test
  void cancel_overtakenByTheEnd_isRefused() {
    CountDownLatch go = new CountDownLatch(1);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              go.await();
              return StepResult.completed();
            });
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    Turnstile.Held stopping = stage.turnstile.holdCommit(change -> moves(change, Phase.STOPPING));
    CompletableFuture<Void> cancel = meanwhile(() -> execution.cancel(null));
    stopping.awaitArrival();
    go.countDown();
    assertThat(end(execution).isCompleted()).isTrue();

    stopping.release();

    assertThatThrownBy(() -> join(cancel)).isInstanceOf(IllegalTransitionException.class);
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void pause_whileAClaimIsOnItsWay_claimsNothing() {
    AtomicInteger calls = new AtomicInteger();
    Turnstile.Held claim = stage.turnstile.hold(call -> call.name().equals("work.claim"));
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              calls.incrementAndGet();
              return StepResult.completed();
            });
    claim.awaitArrival();
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    execution.pause();
    Turnstile.Held next = stage.turnstile.hold(call -> call.name().equals("work.claim"));

    claim.release();
    next.awaitArrival();

    assertThat(calls).hasValue(0);
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.PAUSED);
    next.release();
    execution.unpause();
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(calls).hasValue(1);
  }

  @Test
  void pause_overtakenByAClaim_whatRunsGoesOnAndNothingMoreBegins() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger last = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(1);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              switch (call.description()) {
                case "b" -> {
                  second.countDown();
                  go.await();
                }
                case "c" -> last.incrementAndGet();
                default -> {}
              }
              return StepResult.completed();
            });
    PlanBuilder builder =
        stage.plan().step("a", s -> {}).step("b", s -> s.after("a")).step("c", s -> s.after("b"));
    Plan plan = stage.mplp.plans().create(builder.build());
    Turnstile.Held claim = stage.turnstile.hold(call -> call.name().equals("work.claim"));
    Execution execution = stage.mplp.plans().execute(plan.planId());
    claim.awaitArrival();
    Turnstile.Held holding = stage.turnstile.holdCommit(change -> moves(change, Phase.HELD));
    CompletableFuture<Void> pause = meanwhile(execution::pause);
    holding.awaitArrival();
    claim.release();
    eventually(() -> second.getCount() == 0);

    holding.release();
    join(pause);
    go.countDown();

    eventually(() -> stage.status(plan, builder.stepId("b")) == StepStatus.COMPLETED);
    assertThat(last).hasValue(0);
    execution.unpause();
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void pause_whileAFailedStepStopsIt_doesNothing() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              if (call.description().equals("bad")) {
                running.await();
                return StepResult.failed(StepError.permanent("NO", "no"));
              }
              running.countDown();
              go.await();
              return StepResult.completed();
            });
    PlanBuilder builder = stage.plan().step("bad", s -> {}).step("slow", s -> {});
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    eventually(() -> stage.status(plan, builder.stepId("bad")) == StepStatus.FAILED);

    execution.pause();
    stage.mplp.contexts().suspend(stage.context.contextId(), null);
    stage.mplp.contexts().activate(stage.context.contextId());
    execution.unpause();
    go.countDown();

    ExecutionResult result = end(execution);
    assertThat(result.execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(result.step(builder.stepId("slow")).status()).isEqualTo(StepStatus.COMPLETED);
  }

  @Test
  void start_overtakenByASuspension_isRefused() {
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Turnstile.Held starting =
        stage.turnstile.holdCommit(change -> change instanceof Change.StartExecution);
    CompletableFuture<Void> start = meanwhile(() -> stage.mplp.plans().execute(plan.planId()));
    starting.awaitArrival();
    stage.mplp.contexts().suspend(stage.context.contextId(), null);

    starting.release();

    assertThatThrownBy(() -> join(start))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.code()).isEqualTo("CONTEXT_NOT_ACTIVE"));
    assertThat(stage.mplp.plans().get(plan.planId()).status()).isEqualTo(PlanStatus.DRAFT);
  }

  @Test
  void suspension_overtakenByTheNextActivation_holdsNothing() {
    CountDownLatch go = new CountDownLatch(1);
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              go.await();
              return StepResult.completed();
            });
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    Turnstile.Held holding = stage.turnstile.holdCommit(change -> moves(change, Phase.HELD));
    CompletableFuture<Void> suspend =
        meanwhile(() -> stage.mplp.contexts().suspend(stage.context.contextId(), null));
    holding.awaitArrival();
    stage.mplp.contexts().activate(stage.context.contextId());

    holding.release();
    join(suspend);

    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.RUNNING);
    assertThat(stage.mplp.contexts().get(stage.context.contextId()).status())
        .isEqualTo(ContextStatus.ACTIVE);
    go.countDown();
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void resume_twiceAtOnce_happensOnce() {
    AtomicInteger calls = new AtomicInteger();
    stage
        .mplp
        .handlers()
        .registerDefault(
            call ->
                calls.incrementAndGet() == 1
                    ? StepResult.failed(StepError.permanent("NO", "no"))
                    : StepResult.completed());
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    end(execution);
    Turnstile.Held reopening =
        stage.turnstile.holdCommit(change -> change instanceof Change.ReopenExecution);
    CompletableFuture<Void> slow =
        meanwhile(() -> stage.mplp.plans().resume(execution.executionId()));
    reopening.awaitArrival();
    stage.mplp.plans().resume(execution.executionId());

    reopening.release();

    assertThatThrownBy(() -> join(slow)).isInstanceOf(IllegalTransitionException.class);
    ExecutionResult result = end(execution);
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.execution().traces()).hasSize(2);
    assertThat(calls).hasValue(2);
  }

  @Test
  void resume_afterTheDeadlineCutAStepOff_doesItAgain() {
    AtomicInteger calls = new AtomicInteger();
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              if (calls.incrementAndGet() == 1) {
                new CountDownLatch(1).await();
              }
              return StepResult.completed();
            });
    Plan plan =
        stage
            .mplp
            .plans()
            .create(stage.plan().step("a", s -> {}).step("b", s -> s.after("a")).build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(
                plan.planId(), ExecutionOptions.builder().deadline(Duration.ofMillis(500)).build());
    assertThat(end(execution).execution().error().code()).isEqualTo(StepError.DEADLINE);

    stage.mplp.plans().resume(execution.executionId());

    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void resume_afterAFailureCutADelayedStepOff_doesItAgain() {
    CountDownLatch failed = new CountDownLatch(1);
    AtomicInteger bad = new AtomicInteger();
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              if (call.description().equals("bad")) {
                return bad.incrementAndGet() == 1
                    ? StepResult.failed(StepError.permanent("NO", "no"))
                    : StepResult.completed();
              }
              failed.await();
              return bad.get() == 1
                  ? StepResult.delayed(Duration.ofMillis(10), JsonObject.empty())
                  : StepResult.completed();
            });
    PlanBuilder builder =
        stage.plan().step("late", s -> {}).step("bad", s -> {}).step("c", s -> s.after("late"));
    Plan plan = stage.mplp.plans().create(builder.build());
    Execution execution = stage.mplp.plans().execute(plan.planId());
    eventually(() -> stage.status(plan, builder.stepId("bad")) == StepStatus.FAILED);
    failed.countDown();
    assertThat(end(execution).step(builder.stepId("late")).status()).isEqualTo(StepStatus.SKIPPED);

    stage.mplp.plans().resume(execution.executionId());

    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void deadline_ofTheFormerRun_leavesThatOfTheNextAlone() {
    stage
        .mplp
        .handlers()
        .registerDefault(
            call -> {
              if (call.attempt() == 1) {
                return StepResult.failed(StepError.permanent("NO", "no"));
              }
              new CountDownLatch(1).await();
              return StepResult.completed();
            });
    Turnstile.Held removing =
        stage.turnstile.holdCommit(
            change ->
                change instanceof Change.RemoveTimer timer
                    && timer.kind().equals(Kinds.TIMER_DEADLINE));
    Plan plan = stage.mplp.plans().create(stage.plan().step("a", s -> {}).build());
    Execution execution =
        stage
            .mplp
            .plans()
            .execute(
                plan.planId(), ExecutionOptions.builder().deadline(Duration.ofMillis(300)).build());
    end(execution);
    removing.awaitArrival();
    stage.mplp.plans().resume(execution.executionId());

    removing.release();

    assertThat(end(execution).execution().error().code()).isEqualTo(StepError.DEADLINE);
  }
}
