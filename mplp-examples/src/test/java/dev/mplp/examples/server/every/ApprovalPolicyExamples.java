package dev.mplp.examples.server.every;

import dev.mplp.model.ContextId;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.Shapes;

/** Policies of approvals of each kind of target. */
final class ApprovalPolicyExamples {

  private static final String POLICY =
      "{'policy': {'stages': [{'seats': [{'approver': {'kind': 'subject', 'name': 'alice'}}],"
          + " 'threshold': 1}]}, 'reason': 'four eyes'}";

  private ApprovalPolicyExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    Plan plan = PlanExamples.plan(context, "nobody");
    caller.to("createPlan").body(Shapes.PLAN, plan).answers();
    each(caller, "Plan", plan.planId());
    each(caller, "Step", plan.planId(), plan.steps().get(0).stepId());
    each(caller, "Context", context);
    each(caller, "AgentRole", "no%2Fbody");
  }

  private static void each(Caller caller, String kind, Object... parts) {
    caller.to("attachPolicyTo" + kind, parts).body(POLICY).answers();
    caller.to("getPolicyOf" + kind, parts).answers();
    caller.to("listPolicies").answers();
    caller.to("detachPolicyFrom" + kind, parts).answers();
    caller.to("getPolicyOf" + kind, parts).refused(404, "POLICY_NOT_FOUND");
  }
}
