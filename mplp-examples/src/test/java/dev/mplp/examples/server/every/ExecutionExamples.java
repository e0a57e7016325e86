package dev.mplp.examples.server.every;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;

/** Executions, what is undone of them, and revisions while they run. */
final class ExecutionExamples {

  private ExecutionExamples() {}

  static void run(Caller caller) {
    Work.begin(caller);
    ContextId context = caller.context();
    failed(caller, context);
    held(caller, context);
    undone(caller, context);
    revised(caller, context);
  }

  private static void failed(Caller caller, ContextId context) {
    Plan plan = Work.created(caller, context, Work.DONE, Work.BROKEN);
    String execution =
        Work.started(caller, plan, "{'budget': {'steps': 9}, 'retry': {'max_attempts': 1}}");
    Work.awaited(caller, execution, "failed");
    caller.to("latestExecution", plan.planId()).answers();
    caller.to("listOutcomes", execution).query("limit", 1).answers();
    caller.to("listRemoteRequests", execution).answers();
    caller.to("changeBudget", execution).body("{'steps': 20}").answers();
    caller.to("changeBudget", execution).body("{'steps': 0}").refused(422, "VALIDATION_FAILED");
    caller.to("resumeExecution", execution).answers();
    Work.awaited(caller, execution, "failed");
    caller.to("getCompensation", execution).refused(404, "COMPENSATION_NOT_FOUND");
  }

  private static void held(Caller caller, ContextId context) {
    Plan plan = Work.created(caller, context, Work.NOBODY);
    String execution = Work.started(caller, plan, "{}");
    caller.to("executePlan", plan.planId()).refused(409, "EXECUTION_OPEN");
    caller.to("pauseExecution", execution).answers();
    caller.to("unpauseExecution", execution).answers();
    caller.to("cancelExecution", execution).body("{'reason': 'enough'}").answers();
    Work.awaited(caller, execution, "cancelled");
    caller.to("cancelExecution", execution).refused(409, "INVALID_TRANSITION");
  }

  private static void undone(Caller caller, ContextId context) {
    String options = "{'on_failure': 'compensate', 'compensation': {'retry': {'max_attempts': 1}}}";
    Plan plan = Work.created(caller, context, Work.STUCK, Work.BROKEN);
    String execution = Work.started(caller, plan, options);
    Work.awaited(caller, execution, "compensation_failed");
    caller.to("listCompensations").query("plan_id", plan.planId()).answers().first();
    caller.to("getCompensation", execution).answers();
    caller.to("listCompensationSteps", execution).answers();
    caller.to("retryCompensation", execution).body("{'reason': 'once more'}").answers();
    Work.awaited(caller, execution, "compensation_failed");
    caller.to("abandonCompensation", execution).body("{}").refused(422, "VALIDATION_FAILED");
    caller.to("abandonCompensation", execution).body("{'reason': 'by hand'}").answers();
  }

  private static void revised(Caller caller, ContextId context) {
    Plan plan = Work.created(caller, context, Work.NOBODY);
    String execution = Work.started(caller, plan, "{}");
    Answered read = caller.to("getPlan", plan.planId()).answers();
    Answered revised =
        caller.to("revisePlan", plan.planId()).over(read).body(longer(plan, read.json())).answers();
    JsonObject proposal =
        JsonObject.of(
            "plan", longer(plan, revised.json()), "options", JsonObject.of("reason", "more of it"));
    String first = proposed(caller, plan, revised, proposal);
    caller.to("listRevisions", plan.planId()).answers().first();
    caller.to("getRevision", first).answers();
    caller.to("withdrawRevision", first).answers();
    caller.to("applyRevision", first).refused(409, "INVALID_TRANSITION");
    String second = proposed(caller, plan, revised, proposal.without("options"));
    caller.to("applyRevision", second).answers();
    caller.to("cancelExecution", execution).answers();
  }

  private static String proposed(Caller caller, Plan plan, Answered read, JsonObject proposal) {
    return caller
        .to("proposeRevision", plan.planId())
        .over(read)
        .body(proposal)
        .answers()
        .located();
  }

  /** The same with a step more. */
  private static JsonObject longer(Plan plan, JsonObject now) {
    Plan read = WireCodec.standard().fromJson(Shapes.PLAN, now);
    Plan more = Work.plan(plan.contextId(), Work.NOBODY);
    return WireCodec.standard()
        .toJson(read.toBuilder().steps(read.steps()).step(more.steps().get(0)).build());
  }
}
