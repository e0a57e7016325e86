package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;

/** Approvals that bob asks for and alice decides on. */
final class ConfirmExamples {

  private static final String ALICE =
      "{'stages': [{'seats': [{'approver': {'kind': 'subject', 'name': 'alice'}}],"
          + " 'threshold': 1}], 'delegation_depth': 1}";
  private static final String ALICE_THEN_CAROL =
      "{'stages': [{'seats': [{'approver': {'kind': 'subject', 'name': 'alice'}}],"
          + " 'threshold': 1}], 'expiry': {'kind': 'escalate', 'after': 'PT24H', 'chain':"
          + " [{'stage': {'seats': [{'approver': {'kind': 'subject', 'name': 'carol'}}],"
          + " 'threshold': 1}, 'after': 'PT24H'}]}}";

  private ConfirmExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String id = asked(caller, context, ALICE);
    caller.to("listConfirms").query("context_id", context).answers();
    assertThat(caller.to("inbox").answers().json().toString()).contains(id);
    caller.to("inboxCount").answers();
    caller.to("getConfirm", id).answers();
    String digest = caller.to("getApproval", id).answers().text("digest");
    caller.to("getApprovedContent", id, 1).answers();
    caller.to("delegate", id).body("{'to': 'carol', 'reason': 'on leave'}").answers();
    caller.to("takeBack", id).answers();
    caller.to("approve", id).body("{'digest': 'x'}").refused(409, "CONTENT_CHANGED");
    caller.to("approve", id).body("{'digest': '" + digest + "'}").answers();
    caller.to("consumeApproval", id).as("bob").answers();
    caller.to("listActs").query("confirm_id", id).answers();
    caller.to("confirmHistory", id).answers();

    String refused = asked(caller, context, ALICE);
    caller
        .to("reject", refused)
        .as("carol")
        .body("{'reason': 'no'}")
        .refused(403, "PERMISSION_DENIED");
    caller.to("reject", refused).body("{'reason': 'no'}").answers();
    caller.to("archiveConfirm", refused).answers();
    caller.to("purgeConfirm", refused).answers();
    caller.to("withdrawRequest", asked(caller, context, ALICE)).as("bob").answers();
    caller
        .to("escalate", asked(caller, context, ALICE_THEN_CAROL))
        .as("bob")
        .body("{'reason': 'urgent'}")
        .answers();
  }

  private static String asked(Caller caller, ContextId context, String policy) {
    String subject =
        "{'kind': 'content', 'context_id': '%s', 'type': 'other', 'id': '%s'}"
            .formatted(context, ObjectId.from(PlanId.random()));
    String request = "{'policy': " + policy + ", 'content': {'amount': 3}}";
    return caller
        .to("requestApproval")
        .as("bob")
        .body("{'subject': " + subject + ", 'request': " + request + "}")
        .answers()
        .located();
  }
}
