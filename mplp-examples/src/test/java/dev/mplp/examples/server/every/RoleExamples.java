package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonObject;
import dev.mplp.model.RoleId;
import dev.mplp.role.Role;
import dev.mplp.runtime.json.Shapes;
import java.util.List;

/** Roles, what they inherit and what they exclude. */
final class RoleExamples {

  private RoleExamples() {}

  static void run(Caller caller) {
    create(caller, "reader");
    RoleId id = create(caller, "editor", "plan.read");
    caller
        .to("createRole")
        .body(Shapes.ROLE, Role.builder("editor").build())
        .refused(409, "ALREADY_EXISTS");
    Answered read = caller.to("getRole", id).answers();
    assertThat(caller.to("findRole", "editor").answers().json()).isEqualTo(read.json());
    caller.to("findRole", "no%20one").refused(404, "ROLE_NOT_FOUND");

    Answered put =
        caller
            .to("replaceRole", id)
            .over(read)
            .body(read.json().with("description", "edits"))
            .answers();
    caller.to("patchRole", id).over(read).body("{}").refused(412, "VERSION_CONFLICT");
    Answered patched = caller.to("patchRole", id).over(put).body("{'description': null}").answers();
    assertThat(patched.json().has("description")).isFalse();

    assertThat(caller.to("grantCapability", id, "plan.*").answers().json().get("capabilities"))
        .hasToString("[\"plan.read\",\"plan.*\"]");
    assertThat(caller.to("revokeCapability", id, "plan.read").answers().json().get("capabilities"))
        .hasToString("[\"plan.*\"]");
    caller.to("roleHistory", id).answers();
    inheritance(caller, id);
    exclusions(caller, id);

    assertThat(caller.to("listRoles").query("name", "editor").answers().first().string("role_id"))
        .hasValue(id.value());
    caller.to("archiveRole", id).answers();
    assertThat(caller.to("listRoles").query("name", "editor").answers().json().get("items"))
        .hasToString("[]");
    caller.to("listRoles").query("name", "editor").query("archived", true).answers().first();
    caller.to("purgeRole", id).answers();
    caller.to("getRole", id).refused(404, "ROLE_NOT_FOUND");
  }

  /** A new Role. */
  static RoleId create(Caller caller, String name, String... capabilities) {
    Role role = Role.builder(name).capabilities(List.of(capabilities)).build();
    Answered made = caller.to("createRole").body(Shapes.ROLE, role).answers();
    assertThat(made.located()).isEqualTo(role.roleId().value());
    return role.roleId();
  }

  private static void inheritance(Caller caller, RoleId heir) {
    RoleId base = create(caller, "base of " + heir);
    caller.to("inheritRole", heir, base).answers();
    assertThat(caller.to("listParents", heir).answers().json())
        .isEqualTo(JsonObject.of("items", List.of(base.value())));
    caller.to("inheritRole", base, heir).refused(409, "INHERITANCE_CYCLE");
    caller.to("disinheritRole", heir, base).answers();
    assertThat(caller.to("listParents", heir).answers().json().get("items")).hasToString("[]");
  }

  private static void exclusions(Caller caller, RoleId id) {
    RoleId rival = create(caller, "rival of " + id);
    caller.to("excludeRole", id, rival).body("{'reason': 'four eyes'}").answers();
    caller.to("excludeRole", id, rival).body("{}").refused(422, "VALIDATION_FAILED");
    caller.to("excludeRole", id, rival).body("{'reason': ' '}").refused(422, "INVALID_ARGUMENT");
    assertThat(caller.to("listExclusions", id).answers().first().string("other"))
        .hasValue(rival.value());
    caller.to("endExclusion", id, rival).answers();
  }
}
