package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.agent.CompensationResult;
import dev.mplp.event.EventFamily;
import dev.mplp.event.EventRecord;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.StepCompensation;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Attempts to undo steps: how they are repeated, told and traced. */
abstract class UndoingContract extends CompensationKit {

  @Test
  void failedAttempts_areRepeatedByThePolicyOfCompensations() throws Exception {
    answers.put(
        "hotel",
        call -> {
          if (call.attempt() < 3) {
            throw new IllegalStateException("the hotel does not answer");
          }
          return CompensationResult.compensated();
        });
    Execution execution = start(trip(), UNDO);

    ExecutionResult result = execution.await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(undone).containsExactly("car", "hotel", "flight");
    assertThat(step(result, "hotel").compensation().attempts()).isEqualTo(3);
    assertThat(step(result, "hotel").attempts()).as("attempts to do it").isEqualTo(1);
  }

  @Test
  void delayed_goesOnWithItsMemory() throws Exception {
    answers.put(
        "hotel",
        call ->
            call.memory().isEmpty()
                ? CompensationResult.delayed(Duration.ofMillis(1), JsonObject.of("asked", true))
                : CompensationResult.compensated(call.memory()));
    Execution execution = start(trip(), UNDO);

    ExecutionResult result = execution.await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(step(result, "hotel").compensation().output())
        .isEqualTo(JsonObject.of("asked", true));
  }

  @Test
  void timeout_isAFailedAttempt() throws Exception {
    answers.put(
        "hotel",
        call -> {
          if (call.attempt() == 1) {
            new CountDownLatch(1).await();
          }
          return CompensationResult.compensated();
        });
    ExecutionOptions options =
        UNDO.toBuilder()
            .compensation(UNDO.compensation().withTimeout(Duration.ofMillis(100)))
            .build();
    Execution execution = start(trip(), options);

    ExecutionResult result = execution.await(SOON);

    assertThat(state(result)).isEqualTo(ExecutionState.COMPENSATED);
    assertThat(step(result, "hotel").compensation().attempts()).isEqualTo(2);
  }

  @Test
  void records_tellEveryMove_andTheTraceShowsTheAttempts() throws Exception {
    answers.put(
        "hotel",
        call -> {
          try (var segment = call.segment("telephone")) {
            segment.attribute("number", 4711);
          }
          if (call.attempt() == 1) {
            throw new IllegalStateException("busy");
          }
          return CompensationResult.compensated();
        });
    Execution execution = start(trip(), UNDO);
    ExecutionResult result = execution.await(SOON);

    List<EventRecord> records =
        records(
            "run.ended",
            "execution.compensating",
            "compensation.started",
            "compensation.retried",
            "compensation.completed",
            "execution.compensated");
    assertThat(records)
        .extracting(EventRecord::type)
        .containsExactly(
            "run.ended",
            "execution.compensating",
            "compensation.started",
            "compensation.completed",
            "compensation.started",
            "compensation.retried",
            "compensation.started",
            "compensation.completed",
            "compensation.started",
            "compensation.completed",
            "execution.compensated");
    for (EventRecord record : records) {
      assertThat(record.inline().data().asObject().string("execution_id"))
          .as(record.type())
          .contains(execution.executionId().value());
    }
    assertThat(records)
        .flatExtracting(EventRecord::observability)
        .filteredOn(event -> event.eventFamily() == EventFamily.COMPENSATION_PLAN)
        .extracting(ObservabilityEvent::eventType)
        .containsExactly("rollback_planned", "rollback_executed");
    Trace trace = mplp().traces().get(result.execution().compensation().traceId());
    assertThat(trace.status()).isEqualTo(TraceStatus.COMPLETED);
    assertThat(trace.segments())
        .extracting(TraceSegment::label, TraceSegment::status)
        .contains(
            tuple("hotel", SegmentStatus.COMPLETED),
            tuple("attempt 1", SegmentStatus.FAILED),
            tuple("telephone", SegmentStatus.COMPLETED));
    assertThat(mplp().contexts().verify(context().contextId()).holds()).isTrue();
  }

  @Test
  void steps_areListedInTheOrderOfUndoing() throws Exception {
    Execution execution = start(trip(), UNDO);
    ExecutionResult result = execution.await(SOON);

    Page<StepCompensation> first = mplp().compensations().steps(execution.executionId(), null, 2);
    Page<StepCompensation> rest =
        mplp().compensations().steps(execution.executionId(), first.next(), 2);

    assertThat(first.items())
        .extracting(StepCompensation::stepId)
        .containsExactly(step(result, "car").stepId(), step(result, "hotel").stepId());
    assertThat(rest.items())
        .extracting(StepCompensation::stepId)
        .containsExactly(step(result, "flight").stepId());
    assertThat(rest.next()).isNull();
  }

  @Test
  void fork_doesAnewWhatIsUndone_andAllThatDependsOnIt() throws Exception {
    PlanBuilder builder =
        plan()
            .step("free", "clerk")
            .step("flight", "booker")
            .step("hotel", step -> step.role("booker").after("flight"))
            .step("note", step -> step.role("clerk").after("hotel"))
            .step("car", step -> step.role("booker").after("note"))
            .step("pay", step -> step.role("payer").after("car").after("free"));
    Execution execution = start(builder, UNDO);
    execution.await(SOON);

    Plan fork = mplp().plans().fork(execution.planId(), ForkOptions.KEEPING_RESULTS);

    assertThat(fork.steps())
        .extracting(step -> step.description() + " " + step.status().wire())
        .containsExactly(
            "free completed",
            "flight pending",
            "hotel pending",
            "note pending",
            "car pending",
            "pay pending");
  }
}
