package dev.mplp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.PlanBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TestRuntimeTest {

  private final List<String> called = Collections.synchronizedList(new ArrayList<>());

  private void noteCalls(TestRuntime kit) {
    kit.defaultHandler(
        call -> {
          called.add(call.description());
          return StepResult.completed();
        });
  }

  @Test
  void step_callsOneHandlerEach_inDependencyOrder() {
    try (TestRuntime kit = TestRuntime.stepwise()) {
      noteCalls(kit);
      PlanBuilder plan =
          kit.plan()
              .step("a", s -> {})
              .step("b", s -> s.after("a"))
              .step("c", s -> s.after("a", "b"));
      Execution execution = kit.start(plan);
      assertThat(called).isEmpty();
      for (int i = 1; i <= 3; i++) {
        assertThat(kit.step()).isTrue();
        assertThat(called).hasSize(i);
      }
      assertThat(called).containsExactly("a", "b", "c");
      assertThat(kit.step()).isFalse();
      assertThat(kit.await(execution).isCompleted()).isTrue();
    }
  }

  @Test
  void stepwiseClock_standsUnlessSetForward() {
    try (TestRuntime kit = TestRuntime.stepwise()) {
      assertThat(kit.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
      kit.advance(Duration.ofDays(1000));
      assertThat(kit.now()).isEqualTo(Instant.parse("2028-09-27T00:00:00Z"));
      assertThatThrownBy(() -> kit.advance(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class);
      noteCalls(kit);
      assertThat(kit.run(kit.plan().step("a", s -> {})).isCompleted()).isTrue();
    }
  }

  @Test
  void deadline_isOverWhenTheClockSaysSo() {
    try (TestRuntime kit = TestRuntime.stepwise()) {
      noteCalls(kit);
      Execution execution =
          kit.start(
              kit.plan().step("a", s -> {}),
              ExecutionOptions.builder().deadline(Duration.ofDays(30)).build());
      kit.advance(Duration.ofDays(30));
      assertThat(kit.await(execution).execution().state()).isEqualTo(ExecutionState.FAILED);
      assertThat(called).isEmpty();
      kit.events(execution).times(1, "execution.stopping");
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE_HANDLER,1", "AFTER_HANDLER,2", "AFTER_RESULT,1"})
  void crash_atAPoint_callsTheHandlerAgainOnlyWhereItsResultIsUnknown(CrashPoint point, int calls) {
    for (boolean stepwise : new boolean[] {false, true}) {
      called.clear();
      try (TestRuntime kit = stepwise ? TestRuntime.stepwise() : TestRuntime.create()) {
        noteCalls(kit);
        kit.crashNext(point);
        Execution execution = kit.start(kit.plan().step("a", s -> {}));
        assertThat(kit.await(execution).isCompleted()).isTrue();
        assertThat(called).hasSize(calls);
        assertThat(kit.crashes()).isEqualTo(1);
        kit.events(execution).times(point == CrashPoint.AFTER_RESULT ? 0 : 1, "step.lost");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CrashPoint.class)
  void crashes_oneAfterTheOther_leaveAPlanOfManyStepsComplete(CrashPoint point) {
    AtomicInteger effects = new AtomicInteger();
    try (TestRuntime kit = TestRuntime.create()) {
      kit.defaultHandler(
          call -> {
            effects.incrementAndGet();
            return StepResult.completed();
          });
      PlanBuilder plan = kit.plan();
      for (int i = 0; i < 20; i++) {
        plan.step("s" + i, s -> {});
      }
      kit.crashNext(point);
      Execution execution = kit.start(plan);
      kit.crash();
      kit.crashNext(point);
      assertThat(kit.await(execution).isCompleted()).isTrue();
      assertThat(kit.crashes()).isBetween(1, 3);
      assertThat(effects.get()).isBetween(20, 20 + 8 * 3);
      kit.events(execution).times(20, "step.completed");
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE_HANDLER,1", "AFTER_HANDLER,2", "AFTER_RESULT,1"})
  void crash_ofACompensator_callsItAgainOnlyWhereItsResultIsUnknown(CrashPoint point, int calls) {
    try (TestRuntime kit = TestRuntime.stepwise()) {
      AtomicInteger undone = new AtomicInteger();
      kit.handler(
          "booker",
          call -> StepResult.completed(),
          call -> {
            undone.incrementAndGet();
            return CompensationResult.compensated();
          });
      kit.handler("payer", call -> StepResult.failed(StepError.permanent("DECLINED", "no")));
      Execution execution =
          kit.start(
              kit.plan().step("book", "booker").step("pay", s -> s.role("payer").after("book")),
              ExecutionOptions.builder().onFailure(FailurePolicy.COMPENSATE).build());
      assertThat(kit.step()).as("booked").isTrue();
      assertThat(kit.step()).as("not paid").isTrue();
      kit.crashNext(point);
      ExecutionResult result = kit.await(execution);
      assertThat(result.execution().state()).isEqualTo(ExecutionState.COMPENSATED);
      assertThat(result.steps().get(0).isCompensated()).isTrue();
      assertThat(undone).hasValue(calls);
      assertThat(kit.crashes()).isEqualTo(1);
      kit.compensationEvents(execution)
          .inOrder("execution.compensating", "compensation.completed", "execution.compensated")
          .times(point == CrashPoint.AFTER_RESULT ? 0 : 1, "compensation.lost");
    }
  }

  @Test
  void await_ofWhatCannotEnd_saysWhereItStands() {
    try (TestRuntime kit = TestRuntime.stepwise()) {
      kit.defaultHandler(call -> StepResult.delayed(Duration.ofDays(1)));
      Execution execution = kit.start(kit.plan().step("a", s -> {}));
      assertThatThrownBy(() -> kit.await(execution))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("does not end")
          .hasMessageContaining("running");
    }
  }

  @Test
  void step_ofAKitThatRunsByItself_isRefused() {
    try (TestRuntime kit = TestRuntime.create()) {
      assertThatThrownBy(kit::step).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void events_thatAreNotAsExpected_areToldInFull() {
    try (TestRuntime kit = TestRuntime.create()) {
      noteCalls(kit);
      PlanBuilder plan = kit.plan().step("a", s -> {}).step("b", s -> {});
      Execution execution = kit.start(plan);
      kit.await(execution);
      RunEvents events = kit.events(execution);
      events.inOrder("run.started", "step.started", "step.completed", "run.ended");
      events.of(plan.stepId("a")).times(1, "step.completed");
      assertThatThrownBy(() -> events.inOrder("step.completed", "run.started"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("no run.started after [step.completed]");
      assertThatThrownBy(() -> events.times(1, "step.completed"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("found it 2 in [");
      assertThatThrownBy(() -> events.never("run.ended")).isInstanceOf(AssertionError.class);
    }
  }
}
