package dev.mplp.examples.server.every;

import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.model.ContextId;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.Shapes;

/** An execution that fails and cannot be undone either. */
final class CompensationExamples {

  private CompensationExamples() {}

  static void run(Caller caller) {
    caller
        .mplp()
        .handlers()
        .register(
            "mover",
            call -> StepResult.completed(),
            call -> CompensationResult.failed(StepError.permanent("STUCK", "nothing goes back")));
    caller
        .mplp()
        .handlers()
        .register("wrecker", call -> StepResult.failed(StepError.permanent("WRECKED", "it broke")));
    ContextId context = caller.context();
    Plan plan =
        Plan.builder(context, "Move", "a house")
            .step("move", step -> step.description("Move").role("mover"))
            .step("settle", step -> step.description("Settle").role("wrecker").after("move"))
            .build();
    caller.to("createPlan").body(Shapes.PLAN, plan).answers();
    String execution =
        caller
            .to("executePlan", plan.planId())
            .body("{'on_failure': 'compensate'}")
            .answers()
            .located();

    caller.until("state", "compensation_failed", "getExecution", execution);
    caller.to("getCompensation", execution).answers();
    caller.to("listCompensationSteps", execution).answers();
    caller.to("listCompensations").query("context_id", context).answers();
    caller.to("listCompensations").query("state", "running").refused(422, "INVALID_ARGUMENT");
    caller.to("retryCompensation", execution).body("{'reason': 'again'}").answers();
    caller.until("state", "compensation_failed", "getExecution", execution);
    caller.to("abandonCompensation", execution).body("{'reason': 'by hand'}").answers();
  }
}
