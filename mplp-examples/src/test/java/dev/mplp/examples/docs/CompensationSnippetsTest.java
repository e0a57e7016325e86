package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.CompensationFilter;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code about compensations that failed; see {@link SnippetsTest}. */
class CompensationSnippetsTest {

  private final Mplp mplp = MplpRuntime.builder().build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void retry() throws Exception {
    AtomicBoolean answers = new AtomicBoolean();
    mplp.handlers()
        .register(
            "booker",
            call -> StepResult.completed(),
            call ->
                answers.get()
                    ? CompensationResult.compensated()
                    : CompensationResult.failed(StepError.permanent("BUSY", "nobody answers")));
    mplp.handlers()
        .register("cashier", call -> StepResult.failed(StepError.permanent("DECLINED", "no")));
    Context context = mplp.contexts().open("Trip to Lisbon", Root.of("travel", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Book the trip", "Two nights in Lisbon")
                    .step("Hotel", "booker")
                    .step("Pay", step -> step.role("cashier").after("Hotel"))
                    .build());
    Execution execution =
        mplp.plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder().onFailure(FailurePolicy.COMPENSATE).build());
    assertThat(execution.await(Duration.ofMinutes(1)).execution().state())
        .isEqualTo(ExecutionState.COMPENSATION_FAILED);
    answers.set(true);

    for (Compensation failed :
        mplp.compensations().list(CompensationFilter.failed(), null, 100).items()) {
      System.out.println(failed.failedStep() + ": " + failed.error());
      mplp.compensations().retry(failed.executionId(), "the hotel answers again");
    }

    assertThat(execution.await(Duration.ofMinutes(1)).execution().state())
        .isEqualTo(ExecutionState.COMPENSATED);
  }
}
