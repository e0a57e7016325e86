package dev.mplp.runtime.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.Principal;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Basis;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Permission;
import dev.mplp.role.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every reason why something may be done: what it is made of, and its words. */
class AllowedExplanationsTest extends Explaining {

  private static void allowed(
      Permission permission, String capability, List<String> path, Basis basis, String message) {
    assertThat(permission).isEqualTo(new Permission.Allowed(capability, path, basis));
    assertThat(permission.message()).isEqualTo(message);
    assertThat(permission.isAllowed()).isTrue();
  }

  @Test
  void allowed_byAssignment_delegation_host_andConfiguration() {
    Role base = role("base", "plan.read");
    Role clerk = role("clerk");
    mplp.roles().inherit(clerk.roleId(), base.roleId());
    Assignment held = assign(AssignmentDraft.of("ada", clerk.roleId()).delegable(1));
    Assignment given = as("ada").delegate(held.assignmentId(), DelegationDraft.to("bob"));
    String byAda = "assigned to ada by system (" + held.assignmentId() + ", everywhere)";
    String words = "capability plan.read of role clerk, which inherits from role base, " + byAda;
    List<String> path = List.of("clerk", "base");
    allowed(
        explain("ada", "plan.read"), "plan.read", path, new Basis.Assigned(List.of(held)), words);
    allowed(
        explain("bob", "plan.read"),
        "plan.read",
        path,
        new Basis.Assigned(List.of(held, given)),
        words + ", then delegated to bob by ada (" + given.assignmentId() + ", everywhere)");
    allowed(
        explain(Principal.of("eve", "base"), "plan.read", NOTHING),
        "plan.read",
        List.of("base"),
        new Basis.NamedByHost("base"),
        "capability plan.read of role base, a role in which the host says that the principal acts");
    allowed(
        explain("root", "role.assign"),
        "role.*",
        List.of(),
        new Basis.Administrator(),
        "capability role.*, as an administrator of roles by the configuration of the runtime");
  }

  @Test
  void kinds_areThoseThatAreTestedHere() {
    assertThat(Basis.class.getPermittedSubclasses())
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrder("Assigned", "NamedByHost", "Administrator");
  }
}
