package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.CompensationFilter;
import dev.mplp.plan.CompensationStatus;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What cannot be undone waits for somebody. */
abstract class UndoingFailedContract extends CompensationKit {

  @Test
  void failedForGood_stopsAndWaits_retryGoesOn() throws Exception {
    answers.put(
        "hotel", call -> CompensationResult.failed(StepError.permanent("CLOSED", "no night desk")));
    Execution execution = start(trip(), UNDO);

    ExecutionResult failed = execution.await(SOON);

    assertThat(state(failed)).isEqualTo(ExecutionState.COMPENSATION_FAILED);
    assertThat(undone).containsExactly("car");
    assertThat(undoing(failed, "hotel")).isEqualTo(CompensationStatus.FAILED);
    assertThat(undoing(failed, "flight")).isEqualTo(CompensationStatus.SKIPPED);
    Compensation compensation = mplp().compensations().get(execution.executionId());
    assertThat(compensation.failedStep()).isEqualTo(step(failed, "hotel").stepId());
    assertThat(compensation.error().code()).isEqualTo("CLOSED");
    assertThat(mplp().traces().get(compensation.traceId()).status()).isEqualTo(TraceStatus.FAILED);
    ConflictException open =
        catchThrowableOfType(
            ConflictException.class, () -> mplp().plans().purge(execution.planId()));
    assertThat(open.code()).isEqualTo("EXECUTION_OPEN");
    CompensationFilter waiting = CompensationFilter.failed().withPlan(execution.planId());
    assertThat(mplp().compensations().list(waiting, null, 10).items())
        .containsExactly(compensation);

    answers.remove("hotel");
    ExecutionResult result =
        mplp().compensations().retry(execution.executionId(), "they opened").await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(undone).containsExactly("car", "hotel", "flight");
    assertThat(step(result, "hotel").compensation().attempts()).isEqualTo(2);
    assertThat(mplp().compensations().get(execution.executionId()).traces()).hasSize(2);
    assertThat(mplp().compensations().list(waiting, null, 10).items()).isEmpty();
    mplp().plans().purge(execution.planId());
  }

  @Test
  void retention_leavesAloneWhatWaitsForSomebody_andRemovesTheRestWithItsWork() throws Exception {
    answers.put(
        "hotel", call -> CompensationResult.failed(StepError.permanent("CLOSED", "no night desk")));
    Execution execution = start(trip(), UNDO);
    execution.await(SOON);
    RetentionPolicy none =
        RetentionPolicy.builder().keep(Retained.EXECUTIONS, Keep.days(5)).build();
    advance(Duration.ofDays(10));
    assertThat(mplp().administration().sweep(none, "cleaning").removed()).isEmpty();
    mplp().compensations().abandon(execution.executionId(), "cancelled by phone");
    advance(Duration.ofDays(10));

    assertThat(mplp().administration().sweep(none, "cleaning").removed(Retained.EXECUTIONS))
        .isEqualTo(1);

    refused("EXECUTION_NOT_FOUND", () -> mplp().compensations().get(execution.executionId()));
  }

  @Test
  void abandoned_isOverAndSaysWhy() throws Exception {
    answers.put(
        "hotel", call -> CompensationResult.failed(StepError.permanent("CLOSED", "no night desk")));
    Execution execution = start(trip(), UNDO);
    execution.await(SOON);
    assertThatThrownBy(() -> mplp().compensations().abandon(execution.executionId(), " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> mplp().compensations().retry(execution.executionId(), "x".repeat(1_001)))
        .isInstanceOf(IllegalArgumentException.class);

    ExecutionResult result =
        mplp().compensations().abandon(execution.executionId(), "cancelled by phone").await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATION_ABANDONED);
    Compensation compensation = result.execution().compensation();
    assertThat(compensation.reason()).isEqualTo("cancelled by phone");
    assertThat(compensation.abandonedBy()).isEqualTo(mplp().principal().subject());
    assertThat(compensation.failedStep()).isEqualTo(step(result, "hotel").stepId());
    assertThatThrownBy(() -> mplp().compensations().retry(execution.executionId(), null))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> mplp().plans().resume(execution.executionId()))
        .isInstanceOf(IllegalTransitionException.class);
    mplp().plans().purge(execution.planId());
  }

  @Test
  void abandonedWhileItRuns_attemptIsInterruptedAndItsResultRefused() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    answers.put(
        "hotel",
        call -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          assertThat(call.isCancelled()).isTrue();
          return CompensationResult.compensated();
        });
    Execution execution = start(trip(), UNDO);
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.COMPENSATING);
    assertThatThrownBy(() -> execution.cancel("stop it"))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessageContaining("compensating");

    mplp().compensations().abandon(execution.executionId(), "do not call the hotel");

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    ExecutionResult result = execution.await(SOON);
    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATION_ABANDONED);
    assertThat(undoing(result, "hotel")).isEqualTo(CompensationStatus.SKIPPED);
    assertThat(undoing(result, "flight")).isEqualTo(CompensationStatus.SKIPPED);
    assertThat(mplp().traces().get(result.execution().compensation().traceId()).status())
        .isEqualTo(TraceStatus.CANCELLED);
  }
}
