package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Permission;
import dev.mplp.role.Refusal;
import dev.mplp.role.Role;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code on the page of Role; see {@link SnippetsTest}. */
class RolePageTest {

  private final Mplp mplp = MplpRuntime.builder().principal(Principal.of("root")).build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void role() {
    Role analyst =
        mplp.roles().create(Role.builder("analyst").capabilities(List.of("plan.read")).build());
    mplp.roles().grant(analyst.roleId(), "trace.read");

    Versioned<Role> read = mplp.roles().read(analyst.roleId());
    Role described = read.value().toBuilder().description("Scores applications").build();
    mplp.roles().update(described, read.version()); // refused when somebody was quicker

    Role found = mplp.roles().find("analyst").orElseThrow();
    assertThat(found.capabilities()).containsExactly("plan.read", "trace.read");
    assertThat(found.description()).isEqualTo("Scores applications");
  }

  @Test
  void assignments() {
    Role reader = create("reader", "plan.read");
    Role clerk = create("clerk", "plan.create");
    Role payer = create("payer", "invoice.pay");
    Role auditor = create("auditor", "trace.read");
    Context loan = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
    Instant endOfYear = Instant.now().plus(Duration.ofDays(100));
    Instant backFromLeave = Instant.now().plus(Duration.ofDays(10));

    mplp.roles().inherit(clerk.roleId(), reader.roleId());
    mplp.roles().exclude(payer.roleId(), auditor.roleId(), "nobody audits himself");
    Assignment held =
        mplp.roles()
            .assignments()
            .assign(
                AssignmentDraft.of("ada", clerk.roleId())
                    .within(Scope.context(loan.contextId()))
                    .until(endOfYear)
                    .delegable(1)
                    .because("head of desk"));
    mplp.as(Principal.of("ada"))
        .roles()
        .assignments()
        .delegate(held.assignmentId(), DelegationDraft.to("bob").until(backFromLeave));

    Permission answer =
        mplp.roles()
            .permissions()
            .explain(Principal.of("bob"), "plan.read", Target.in(loan.contextId()));
    System.out.println(answer.isAllowed() + ": " + answer.message());

    assertThat(answer).isInstanceOf(Permission.Allowed.class);
    assertThat(answer.message()).contains("clerk", "reader", "delegated to bob by ada");
    Permission elsewhere =
        mplp.roles().permissions().explain(Principal.of("bob"), "plan.read", Target.nothing());
    assertThat(((Permission.Denied) elsewhere).refusals())
        .singleElement()
        .isInstanceOf(Refusal.OutOfScope.class);
    mplp.roles().assignments().assign(AssignmentDraft.of("eve", payer.roleId()));
    assertThatThrownBy(
            () -> mplp.roles().assignments().assign(AssignmentDraft.of("eve", auditor.roleId())))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("nobody audits himself");
  }

  private Role create(String name, String capability) {
    return mplp.roles().create(Role.builder(name).capabilities(List.of(capability)).build());
  }
}
