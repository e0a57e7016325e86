package dev.mplp.examples.server.every;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;

/** Confirms, the decisions on them, and the policies that ask for them. */
final class ConfirmExamples {

  private static final String POLICY =
      "{'policy': {'stages': [{'seats': [{'approver': {'kind': 'subject', 'name': 'alice'}}],"
          + " 'threshold': 1}], 'delegation_depth': 1, 'expiry': {'kind': 'escalate', 'after':"
          + " 'PT24H', 'chain': [{'stage': {'seats': [{'approver': {'kind': 'subject', 'name':"
          + " 'alice'}}], 'threshold': 1}, 'after': 'PT1H'}]}}, 'reason': 'four eyes'";

  private ConfirmExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String first = asked(caller, context);
    caller.to("listConfirms").query("context_id", context).answers().first();
    caller.to("inbox").answers().first();
    caller.to("inboxCount").answers();
    caller.to("getConfirm", first).answers();
    caller.to("confirmHistory", first).answers();
    Answered seen = caller.to("getApproval", first).answers();
    caller.to("delegate", first).body("{'to': 'carol'}").answers();
    caller.to("takeBack", first).answers();
    caller.to("escalate", first).body("{'reason': 'nobody there'}").answers();
    caller.to("approve", first).body("{'digest': 'x'}").refused(409, "CONTENT_CHANGED");
    JsonObject digest = JsonObject.of("digest", seen.text("digest"));
    caller.to("approve", first).body(digest).answers();
    caller.to("listActs").query("confirm_id", first).answers().first();
    caller.to("getApprovedContent", first, 1).answers();
    caller.to("getApprovedContent", first, 7).refused(404, "CONTENT_NOT_FOUND");
    caller.to("archiveConfirm", first).refused(409, "NOT_OVER");
    caller.to("consumeApproval", first).as("bob").answers();
    caller.to("consumeApproval", first).as("bob").refused(409, "INVALID_TRANSITION");
    caller.to("archiveConfirm", first).answers();
    caller.to("purgeConfirm", first).answers();
    caller.to("getConfirm", first).refused(404, "CONFIRM_NOT_FOUND");

    String second = asked(caller, context);
    caller.to("reject", second).body("{}").refused(422, "VALIDATION_FAILED");
    caller.to("reject", second).body("{'reason': 'no'}").answers();
    String third = asked(caller, context);
    caller.to("withdrawRequest", third).as("bob").answers();
    policies(caller, context);
  }

  /** What bob asks alice for. */
  private static String asked(Caller caller, ContextId context) {
    String subject = "{'kind': 'object', 'module': 'context', 'id': '" + context + "'}";
    return caller
        .to("requestApproval")
        .as("bob")
        .holding("context.read")
        .body("{'subject': " + subject + ", 'request': " + POLICY + "}}")
        .answers()
        .located();
  }

  private static void policies(Caller caller, ContextId context) {
    Plan plan = Work.created(caller, context, Work.NOBODY);
    policy(caller, "Plan", plan.planId());
    policy(caller, "Step", plan.planId(), plan.steps().get(0).stepId());
    policy(caller, "Context", context);
    policy(caller, "AgentRole", "who%2Fever");
    caller
        .to("attachPolicyToStep", plan.planId(), plan.planId())
        .body(POLICY + "}")
        .refused(404, "STEP_NOT_FOUND");
  }

  private static void policy(Caller caller, String kind, Object... parts) {
    caller.to("getPolicyOf" + kind, parts).refused(404, "POLICY_NOT_FOUND");
    caller.to("attachPolicyTo" + kind, parts).body(POLICY + "}").answers();
    caller.to("getPolicyOf" + kind, parts).answers();
    caller.to("listPolicies").answers().first();
    caller.to("detachPolicyFrom" + kind, parts).answers();
  }
}
