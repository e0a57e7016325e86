package dev.mplp.examples.quickstart;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.trace.Trace;
import java.time.Duration;

/** Two steps, two roles, in memory. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs the plan and prints what came of it.
   *
   * @param args none
   */
  public static void main(String[] args) throws InterruptedException {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      mplp.handlers()
          .register("clerk", call -> StepResult.completed(JsonObject.of("income", 4200)));
      mplp.handlers()
          .register(
              "analyst",
              call -> {
                JsonObject file = call.inputs().values().iterator().next();
                return StepResult.completed(file.with("score", 712));
              });

      Context context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
      Plan plan =
          mplp.plans()
              .create(
                  Plan.builder(context.contextId(), "Assess", "Decide on the loan")
                      .step("Fetch the file", "clerk")
                      .step("Score it", step -> step.role("analyst").after("Fetch the file"))
                      .build());

      Execution execution = mplp.plans().execute(plan.planId());
      ExecutionResult result = execution.await(Duration.ofMinutes(1));

      result.steps().forEach(step -> System.out.println(step.description() + " " + step.output()));
      Trace trace = mplp.traces().get(result.execution().traceId());
      System.out.println("Trace " + trace.traceId() + " is " + trace.status().wire());
    }
  }
}
