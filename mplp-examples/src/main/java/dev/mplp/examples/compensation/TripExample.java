package dev.mplp.examples.compensation;

import dev.mplp.Mplp;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;

/** Flight and hotel are booked, the card is declined: hotel and flight are given back. */
public final class TripExample {
  private TripExample() {}

  /**
   * Runs the plan and prints what came of it.
   *
   * @param args none
   */
  public static void main(String[] args) throws InterruptedException {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      mplp.handlers()
          .register(
              "booker",
              call -> StepResult.completed(JsonObject.of("booking", call.description() + " 4711")),
              call -> {
                System.out.println("cancelled: " + call.output().get("booking"));
                return CompensationResult.compensated(JsonObject.of("fee", 0));
              });
      mplp.handlers()
          .register(
              "cashier",
              call -> StepResult.failed(StepError.permanent("DECLINED", "the card is declined")));
      Context context = mplp.contexts().open("Trip to Lisbon", Root.of("travel", "staging"));
      Plan plan =
          Plan.builder(context.contextId(), "Book the trip", "Two nights in Lisbon")
              .step("Flight", "booker")
              .step("Hotel", step -> step.role("booker").after("Flight"))
              .step("Pay", step -> step.role("cashier").after("Hotel"))
              .build();
      mplp.plans().create(plan);

      ExecutionOptions options =
          ExecutionOptions.builder().onFailure(FailurePolicy.COMPENSATE).build();
      ExecutionResult result =
          mplp.plans().execute(plan.planId(), options).await(Duration.ofMinutes(1));
      System.out.println(result.execution().state()); // COMPENSATED
    }
  }
}
