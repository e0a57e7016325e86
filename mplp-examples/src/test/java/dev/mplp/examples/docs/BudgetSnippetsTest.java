package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.plan.Budget;
import dev.mplp.plan.Consumption;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Limit;
import dev.mplp.plan.OverBudget;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.trace.Segment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code about budgets and limits on the page of the Plan; see {@link SnippetsTest}. */
class BudgetSnippetsTest {

  private final Mplp mplp = MplpRuntime.builder().build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void limits() {
    mplp.plans().limits().set(Limit.concurrency(4).ofRole("analyst"));
    mplp.plans().limits().set(Limit.rate(100, Duration.ofMinutes(1)).ofRole("analyst"));
    mplp.plans().limits().set(Limit.concurrency(50)); // whatever the role

    assertThat(mplp.plans().limits().list()).hasSize(3);
  }

  @Test
  void budget() throws InterruptedException {
    mplp.handlers()
        .register(
            "analyst",
            call -> {
              try (Segment model = call.segment("ask the model")) {
                model.tokens(1200, 85).cost(new BigDecimal("0.02"), "EUR");
              }
              return StepResult.completed();
            });
    Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                    .step("Score it", "analyst")
                    .build());

    Budget budget =
        Budget.COUNTED
            .withTokens(200_000L)
            .withCost(new BigDecimal("2.50"), "EUR")
            .whenExceeded(OverBudget.PAUSE);
    Execution execution =
        mplp.plans().execute(plan.planId(), ExecutionOptions.builder().budget(budget).build());
    execution.await(Duration.ofMinutes(1));
    Consumption used = Objects.requireNonNull(execution.snapshot().budget()).used();
    System.out.println(used.tokens() + " tokens, " + used.cost() + " " + used.currency());

    assertThat(used.tokens()).isEqualTo(1285);
  }
}
