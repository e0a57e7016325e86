package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonObject;
import dev.mplp.model.RoleId;

/** Who holds which Role, and what that allows. */
final class AssignmentExamples {

  private AssignmentExamples() {}

  static void run(Caller caller) {
    RoleId role = RoleExamples.create(caller, "approver", "confirm.approve");
    Answered held =
        caller
            .to("assignRole")
            .body(
                "{'subject': 'alice', 'role_id': '"
                    + role
                    + "', 'delegable': 1, 'reason': 'on call'}")
            .answers();
    String id = held.text("assignment_id");
    assertThat(held.json().get("scope")).isEqualTo(JsonObject.of("kind", "everywhere"));
    assertThat(caller.to("getAssignment", id).answers().json()).isEqualTo(held.json());

    String scope = "'scope': {'kind': 'in_context', 'context_id': '" + caller.context() + "'}";
    Answered given =
        caller.to("delegateRole", id).body("{'subject': 'dave', " + scope + "}").answers();
    assertThat(given.text("source")).isEqualTo(id);
    caller.to("delegateRole", id).body("{'subject': 'alice'}").refused(409, "NOT_DELEGABLE");
    caller.to("delegateRole", id).body("{}").refused(422, "VALIDATION_FAILED");
    caller
        .to("delegateRole", id)
        .body("{'subject': 'eve', 'reason': '" + "x".repeat(1001) + "'}")
        .refused(422, "VALIDATION_FAILED");
    assertThat(caller.to("listAssignments").query("source", id).answers().first().get("subject"))
        .hasToString("\"dave\"");
    assertThat(
            caller
                .to("listAssignments")
                .query("subject", "dave")
                .query("role_id", role)
                .query("given_by", "nobody")
                .answers()
                .json()
                .get("items"))
        .hasToString("[]");

    permissions(caller);
    caller.to("revokeAssignment", id).body("{'reason': 'holidays'}").answers();
    caller.to("revokeAssignment", id).body("{}").refused(422, "VALIDATION_FAILED");
    caller.to("getAssignment", id).refused(404, "ASSIGNMENT_NOT_FOUND");
  }

  /** Of alice, who is an approver, and of somebody in a role that the host names. */
  private static void permissions(Caller caller) {
    String may = "{'actor': {'subject': 'alice'}, 'capability': 'confirm.approve'}";
    assertThat(caller.to("checkPermission").body(may).answers().json())
        .isEqualTo(JsonObject.of("is_allowed", true));
    Answered why = caller.to("explainPermission").body(may).answers();
    assertThat(why.text("message")).contains("approver", "assigned to alice");
    assertThat(why.json().get("permission").asObject().string("kind")).hasValue("allowed");

    String mayNot = "{'actor': {'subject': 'nobody'}, 'capability': 'plan.create'}";
    assertThat(caller.to("explainPermission").body(mayNot).answers().json().get("permission"))
        .asString()
        .contains("\"kind\":\"no_role\"");
    caller
        .to("checkPermission")
        .body(may.replace("confirm.approve", "confirm.*"))
        .refused(422, "INVALID_ARGUMENT");

    JsonObject effective =
        caller
            .to("effectivePermissions")
            .query("limit", 1)
            .body("{'subject': 'nobody', 'roles': ['approver']}")
            .answers()
            .first();
    assertThat(effective.get("basis").asObject().string("kind")).hasValue("named_by_host");
    caller.to("listDenied").query("subject", "somebody").answers();
  }
}
