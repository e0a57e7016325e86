package dev.mplp.examples.server.every;

import dev.mplp.model.ContextId;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.Shapes;

/** A Plan from its making to its end, without being executed. */
final class PlanExamples {

  private PlanExamples() {}

  /** A Plan whose only step is for a role. */
  static Plan plan(ContextId context, String role) {
    return Plan.builder(context, "Write", "a text").step("outline", role).build();
  }

  /** Stores such a Plan. */
  static String made(Caller caller, ContextId context, String role) {
    return caller.to("createPlan").body(Shapes.PLAN, plan(context, role)).answers().text("plan_id");
  }

  static void run(Caller caller) {
    ContextId context = caller.context();
    String id = made(caller, context, "nobody");
    caller
        .to("createPlan")
        .body(Shapes.PLAN, plan(ContextId.random(), "nobody"))
        .refused(404, "CONTEXT_NOT_FOUND");
    caller.to("listPlans").query("context_id", context).query("status", "draft").answers();

    Answered read = caller.to("getPlan", id).answers();
    Answered put =
        caller.to("replacePlan", id).over(read).body(read.json().with("title", "Other")).answers();
    caller.to("patchPlan", id).over(put).body("{'objective': 'another text'}").answers();
    caller.to("patchPlan", id).over(read).body("{}").refused(412, "VERSION_CONFLICT");
    caller.to("planHistory", id).answers();
    caller.to("dryRunPlan", id).answers();

    caller.to("lockPlan", id).body("{'reason': 'audit'}").answers();
    caller.to("proposePlan", id).refused(409, "LOCKED");
    caller.to("getPlanLock", id).answers();
    caller.to("unlockPlan", id).query("reason", "over").answers();

    caller.to("proposePlan", id).answers();
    caller.to("approvePlan", id).body("{'reason': 'good'}").answers();
    caller.to("reopenPlan", id).answers();
    String copy = caller.to("forkPlan", id).body("{'title': 'Copy'}").answers().located();
    caller.to("planOrigin", copy).answers();
    caller.to("cancelPlan", copy).answers();
    caller.to("archivePlan", copy).answers();
    caller.to("purgePlan", copy).answers();
    caller.to("getPlan", copy).refused(404, "PLAN_NOT_FOUND");
  }
}
