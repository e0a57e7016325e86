package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.Shapes;

/** Plans from their making to their end, without their executions. */
final class PlanExamples {

  private PlanExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    content(caller, context);
    transitions(caller, context);
    limits(caller);
  }

  private static void content(Caller caller, ContextId context) {
    Plan plan = Work.plan(context, Work.DONE);
    Answered made = caller.to("createPlan").body(Shapes.PLAN, plan).answers();
    assertThat(made.located()).isEqualTo(plan.planId().value());
    caller.to("createPlan").body(made.json().with("steps", 3)).refused(422, "VALIDATION_FAILED");
    Answered read = caller.to("getPlan", plan.planId()).answers();
    Answered put =
        caller
            .to("replacePlan", plan.planId())
            .over(read)
            .body(read.json().with("title", "Other"))
            .answers();
    caller.to("patchPlan", plan.planId()).over(put).body("{'objective': 'much'}").answers();
    caller.to("patchPlan", plan.planId()).over(put).body("{}").refused(412, "VERSION_CONFLICT");
    caller.to("listPlans").query("context_id", context).query("archived", "any").answers();
    caller.to("planHistory", plan.planId()).answers();
    caller.to("dryRunPlan", plan.planId()).body("{'parallelism': 1}").answers();
    caller.to("latestExecution", plan.planId()).refused(404, "EXECUTION_NOT_FOUND");
    String copy = caller.to("forkPlan", plan.planId()).answers().located();
    caller.to("planOrigin", copy).answers();
    caller.to("planOrigin", plan.planId()).refused(404, "ORIGIN_NOT_FOUND");
    caller.to("lockPlan", copy).body("{'reason': 'audit'}").answers();
    caller.to("getPlanLock", copy).answers();
    caller.to("executePlan", copy).refused(409, "LOCKED");
    caller.to("unlockPlan", copy).query("reason", "over").answers();
    caller.to("purgePlan", copy).answers();
    caller.to("getPlan", copy).refused(404, "PLAN_NOT_FOUND");
  }

  private static void transitions(Caller caller, ContextId context) {
    Plan plan = Work.created(caller, context, Work.DONE);
    caller.to("proposePlan", plan.planId()).answers();
    caller.to("approvePlan", plan.planId()).body("{'reason': 'good'}").answers();
    caller.to("reopenPlan", plan.planId()).answers();
    caller.to("archivePlan", plan.planId()).refused(409, "NOT_OVER");
    caller.to("cancelPlan", plan.planId()).answers();
    caller.to("archivePlan", plan.planId()).answers();
  }

  private static void limits(Caller caller) {
    caller
        .to("setLimit")
        .body("{'role': 'nobody', 'kind': 'rate', 'most': 2, 'per': 'PT1M'}")
        .answers();
    caller.to("listLimits").answers();
    caller.to("removeLimit", "rate").query("role", "nobody").answers();
    caller.to("getDefaultBudget").refused(404, "BUDGET_NOT_FOUND");
    caller.to("setDefaultBudget").body("{'steps': 100}").answers();
    caller.to("getDefaultBudget").answers();
    caller.to("removeDefaultBudget").answers();
  }
}
