package dev.mplp.runtime;

import static dev.mplp.runtime.Stage.end;
import static dev.mplp.runtime.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.Handlers.Registration;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.plan.CompensationStatus;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.plan.StepCompensation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of compensations, and what waits for a compensator. */
class CompensatorsTest {

  private static final ExecutionOptions UNDO =
      ExecutionOptions.builder().onFailure(FailurePolicy.COMPENSATE).build();

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Stage stage =
      new Stage(
          new RuntimeListener() {
            @Override
            public void compensationStarted(ExecutionId execution, StepId step, int attempt) {
              told.add("started " + attempt);
            }

            @Override
            public void compensationSettled(
                ExecutionId execution, StepId step, int attempt, String outcome, Duration took) {
              told.add(outcome + " " + attempt);
            }

            @Override
            public void compensatorMissing(ExecutionId execution, StepId step, String role) {
              told.add("missing " + role);
            }

            @Override
            public void executionEnded(ExecutionId execution, String state) {
              told.add("ended " + state);
            }
          });

  @AfterEach
  void close() {
    stage.close();
  }

  private void declinePayments() {
    stage
        .mplp
        .handlers()
        .register("payer", call -> StepResult.failed(StepError.permanent("DECLINED", "no")));
  }

  private Execution start() {
    Plan plan =
        stage
            .mplp
            .plans()
            .create(
                stage
                    .plan()
                    .step("book", "booker")
                    .step("pay", step -> step.role("payer").after("book"))
                    .build());
    return stage.mplp.plans().execute(plan.planId(), UNDO);
  }

  @Test
  void listener_isToldOfAttempts_andOfTheEndOnlyWhenAllIsUndone() {
    stage
        .mplp
        .handlers()
        .register(
            "booker", call -> StepResult.completed(), call -> CompensationResult.compensated());
    declinePayments();

    end(start());

    eventually(() -> told.contains("ended compensated"));
    assertThat(told).containsExactly("started 1", "completed 1", "ended compensated");
  }

  @Test
  void compensatorThatIsGone_isWaitedFor_andTheWaitIsTold() {
    Registration before =
        stage
            .mplp
            .handlers()
            .register(
                "booker", call -> StepResult.completed(), call -> CompensationResult.compensated());
    Execution execution = start();
    eventually(
        () ->
            stage
                .memory()
                .work()
                .steps("default", execution.executionId().uuid(), -1, 1)
                .get(0)
                .state()
                .isSettled());
    before.close();
    stage.mplp.handlers().register("booker", call -> StepResult.completed());
    declinePayments();

    eventually(() -> told.contains("missing booker"));
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.COMPENSATING);
    eventually(() -> undoing(execution).status() == CompensationStatus.WAITING);
    stage.mplp.close(Duration.ofSeconds(5));
    Mplp other = stage.runtime(stage.memory(), new RuntimeListener() {});
    other
        .handlers()
        .register(
            "booker", call -> StepResult.completed(), call -> CompensationResult.compensated());

    ExecutionResult result = end(other.plans().execution(execution.executionId()));
    assertThat(result.execution().state()).isEqualTo(ExecutionState.COMPENSATED);
  }

  @Test
  void waitForACompensator_canBeAbandoned() {
    Registration before =
        stage
            .mplp
            .handlers()
            .register(
                "booker",
                call -> StepResult.completed(),
                call -> {
                  throw new AssertionError("it is gone");
                });
    stage
        .mplp
        .handlers()
        .register(
            "payer",
            call -> {
              before.close();
              return StepResult.failed(StepError.permanent("DECLINED", "no"));
            });
    Execution execution = start();
    eventually(() -> execution.snapshot().state() == ExecutionState.COMPENSATING);
    assertThat(undoing(execution).status()).isEqualTo(CompensationStatus.PENDING);

    stage.mplp.compensations().abandon(execution.executionId(), "nobody has the code any more");

    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.COMPENSATION_ABANDONED);
  }

  private StepCompensation undoing(Execution execution) {
    return stage.mplp.compensations().steps(execution.executionId(), null, 1).items().get(0);
  }
}
