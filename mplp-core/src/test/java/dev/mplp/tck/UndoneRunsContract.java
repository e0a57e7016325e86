package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.IllegalTransitionException;
import dev.mplp.NotFoundException;
import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.CompensationOptions;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which runs are undone, which steps of them, in which order, and what comes of it. */
abstract class UndoneRunsContract extends CompensationKit {

  @Test
  void failure_completedStepsAreUndoneInReverse_andStayCompleted() throws Exception {
    Execution execution = start(trip(), UNDO);

    ExecutionResult result = execution.await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(undone).containsExactly("car", "hotel", "flight");
    assertThat(result.steps())
        .extracting(StepOutcome::isCompensated)
        .containsExactly(true, true, false, true, false);
    assertThat(step(result, "note").compensation()).isNull();
    assertThat(step(result, "hotel").status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(step(result, "hotel").compensation().output())
        .isEqualTo(JsonObject.of("undone", "hotel"));
    assertThat(result.execution().error().code()).isEqualTo("DECLINED");
    Plan plan = mplp().plans().get(execution.planId());
    assertThat(plan.status()).isEqualTo(PlanStatus.FAILED);
    assertThat(plan.steps())
        .extracting(step -> step.status())
        .containsExactly(
            StepStatus.COMPLETED,
            StepStatus.COMPLETED,
            StepStatus.COMPLETED,
            StepStatus.COMPLETED,
            StepStatus.FAILED);
    Compensation compensation = mplp().compensations().get(execution.executionId());
    assertThat(compensation).isEqualTo(result.execution().compensation());
    assertThat(compensation.cause()).isEqualTo(ExecutionState.FAILED);
    assertThat(compensation.steps()).isEqualTo(3);
    assertThat(compensation.endedAt()).isNotNull();
  }

  @Test
  void call_compensatorSeesStepOutputInputsAndKeysOfItsOwn() throws Exception {
    Execution execution = start(trip(), UNDO);

    ExecutionResult result = execution.await(SOON);

    CompensationCall call = calls.get("hotel");
    assertThat(call.output()).isEqualTo(JsonObject.of("number", "hotel"));
    assertThat(call.inputs().values()).containsExactly(JsonObject.of("number", "flight"));
    assertThat(call.executionId()).isEqualTo(execution.executionId());
    assertThat(call.planId()).isEqualTo(execution.planId());
    assertThat(call.stepId()).isEqualTo(step(result, "hotel").stepId());
    assertThat(call.role()).isEqualTo("booker");
    assertThat(call.attempt()).isEqualTo(1);
    assertThat(call.memory().isEmpty()).isTrue();
    assertThat(call.idempotencyKey())
        .isEqualTo(execution.executionId() + "/" + call.stepId() + "/compensation");
    assertThat(call.runId().uuid())
        .isEqualTo(result.execution().compensation().traceId().uuid())
        .isNotEqualTo(result.execution().traceId().uuid());
  }

  @Test
  void order_branchesThatInterleave_latestCompletionFirst() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "slow",
            call -> {
              slow.await(20, TimeUnit.SECONDS);
              return StepResult.completed();
            },
            this::undo);
    mplp()
        .handlers()
        .register(
            "signal",
            call -> {
              slow.countDown();
              return StepResult.completed();
            },
            this::undo);
    Execution execution =
        start(
            plan()
                .step("left", "slow")
                .step("right", "booker")
                .step("far right", step -> step.role("signal").after("right"))
                .step("pay", step -> step.role("payer").after("left").after("far right")),
            UNDO);

    assertThat(state(execution.await(SOON))).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(undone).hasSize(3).endsWith("right");
    assertThat(undone.indexOf("far right")).isLessThan(undone.indexOf("right"));
    assertThat(undone.indexOf("left")).isLessThan(undone.indexOf("right"));
  }

  @Test
  void nothingToUndo_failsAndCanBeResumed() throws Exception {
    PlanBuilder builder =
        plan().step("note", "clerk").step("pay", step -> step.role("payer").after("note"));
    Execution execution = start(builder, UNDO);

    ExecutionResult result = execution.await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.FAILED);
    assertThat(result.execution().compensation()).isNull();
    assertThatThrownBy(() -> mplp().compensations().get(execution.executionId()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("compensation of execution " + execution.executionId());
    assertThat(mplp().plans().resume(execution.executionId()).await(SOON).execution().state())
        .isEqualTo(ExecutionState.FAILED);
  }

  @Test
  void otherPolicies_nothingIsUndone() throws Exception {
    Execution execution = start(trip(), ExecutionOptions.DEFAULT);

    assertThat(state(execution.await(SOON))).isEqualTo(ExecutionState.FAILED);
    assertThat(undone).isEmpty();
  }

  @Test
  void compensated_cannotBeResumedNorCancelled() throws Exception {
    Execution execution = start(trip(), UNDO);
    execution.await(SOON);

    assertThatThrownBy(() -> mplp().plans().resume(execution.executionId()))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessageContaining("compensated");
    assertThatThrownBy(() -> execution.cancel("too late"))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> mplp().compensations().retry(execution.executionId(), null))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> mplp().compensations().abandon(execution.executionId(), "why not"))
        .isInstanceOf(IllegalTransitionException.class);
  }

  @Test
  void cancel_undoesOnlyByOption() throws Exception {
    mplp()
        .handlers()
        .register(
            "waiter",
            call -> {
              new CountDownLatch(1).await();
              return StepResult.completed();
            });
    PlanBuilder first =
        plan().step("flight", "booker").step("wait", step -> step.role("waiter").after("flight"));
    assertThat(state(cancelled(start(first, UNDO)))).isEqualTo(ExecutionState.CANCELLED);
    assertThat(undone).isEmpty();

    PlanBuilder second =
        plan().step("flight", "booker").step("wait", step -> step.role("waiter").after("flight"));
    ExecutionOptions onCancel =
        ExecutionOptions.builder()
            .compensation(CompensationOptions.DEFAULT.withOnCancel(true))
            .build();
    Execution execution = start(second, onCancel);
    ExecutionResult result = cancelled(execution);
    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(result.execution().compensation().cause()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(undone).containsExactly("flight");
    assertThat(mplp().plans().get(execution.planId()).status()).isEqualTo(PlanStatus.CANCELLED);
  }

  private ExecutionResult cancelled(Execution execution) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (mplp().plans().get(execution.planId()).steps().get(1).status()
        != StepStatus.IN_PROGRESS) {
      assertThat(System.nanoTime()).as("begun in time").isLessThan(end);
      Thread.onSpinWait();
    }
    execution.cancel("changed our mind");
    return execution.await(SOON);
  }

  @Test
  void stepsThatCameCompleted_areNotUndone() throws Exception {
    PlanBuilder builder = trip();
    Plan plan = builder.build();
    StepId flight = builder.stepId("flight");
    Plan adopted =
        plan.withSteps(
            plan.steps().stream()
                .map(
                    step ->
                        step.stepId().equals(flight)
                            ? step.toBuilder().status(StepStatus.COMPLETED).build()
                            : step)
                .toList());
    mplp().plans().create(adopted);

    ExecutionResult result = mplp().plans().execute(adopted.planId(), UNDO).await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(undone).containsExactly("car", "hotel");
  }
}
