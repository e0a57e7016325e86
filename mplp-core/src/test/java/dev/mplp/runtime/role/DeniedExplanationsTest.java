package dev.mplp.runtime.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.context.Root;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Permission;
import dev.mplp.role.Refusal;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.role.Scope;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every reason why something may not be done: what it is made of, and its words. */
class DeniedExplanationsTest extends Explaining {

  @Test
  void noRole_notCovered_unknownRole() {
    assign(AssignmentDraft.of("ada", role("teller", "cash.pay").roleId()));
    denied(explain("eve", "plan.read"), new Refusal.NoRole("eve"), "eve holds no role");
    denied(
        explain(Principal.of("ada", "teller"), "plan.read", NOTHING),
        new Refusal.NotCovered("plan.read", List.of("teller")),
        "no capability covers plan.read in the held roles [teller]");
    denied(
        explain(Principal.of("eve", "ghost"), "plan.read", NOTHING),
        new Refusal.UnknownRole("ghost"),
        "there is no role of the name ghost, in which the principal acts");
  }

  @Test
  void outOfScope() {
    ContextId loan = mplp.contexts().open("Loan", Root.of("finance", "staging")).contextId();
    Scope in = Scope.context(loan);
    Role clerk = role("clerk", "plan.read");
    AssignmentId held = assign(AssignmentDraft.of("ada", clerk.roleId()).within(in)).assignmentId();
    denied(
        explain("ada", "plan.read"),
        new Refusal.OutOfScope("clerk", held, in),
        "role clerk counts only in context " + loan + " (" + held + ')');
    Scope on = Scope.object(loan);
    AssignmentId onLoan =
        assign(AssignmentDraft.of("bob", clerk.roleId()).within(on)).assignmentId();
    denied(
        explain("bob", "plan.read"),
        new Refusal.OutOfScope("clerk", onLoan, on),
        "role clerk counts only on context " + loan + " (" + onLoan + ')');
  }

  @Test
  void expired_ofTheAssignmentItself_andOfItsSource() {
    Instant end = now.plus(Duration.ofHours(1));
    Role clerk = role("clerk", "plan.read");
    AssignmentId held =
        assign(AssignmentDraft.of("ada", clerk.roleId()).until(end).delegable(1)).assignmentId();
    AssignmentId given = as("ada").delegate(held, DelegationDraft.to("bob")).assignmentId();
    mplp.close();
    now = end.minusSeconds(60);
    assertThat(explain("bob", "plan.read").isAllowed()).isTrue();
    now = end;
    String words = "role clerk was held until 2026-03-01T09:00:00Z (" + held + ')';
    denied(explain("ada", "plan.read"), new Refusal.Expired("clerk", held, end), words);
    denied(explain("bob", "plan.read"), new Refusal.Expired("clerk", held, end), words);
    assertThat(given).isNotEqualTo(held);
  }

  @Test
  void sourceGone() {
    Role clerk = role("clerk", "plan.read");
    AssignmentId held =
        assign(AssignmentDraft.of("ada", clerk.roleId()).delegable(1)).assignmentId();
    AssignmentId given = as("ada").delegate(held, DelegationDraft.to("bob")).assignmentId();
    mplp.close();
    ChangeSet revoked =
        ChangeSet.builder("default")
            .add(new Change.DeleteDocument("role-assignment", held.value(), 1))
            .build();
    assertThat(storage.commit(revoked).isCommitted()).isTrue();
    policy.changed("default");
    RolePolicy elsewhere = new RolePolicy(storage, waiter, new RolePolicyOptions(true, Set.of()));
    denied(
        elsewhere.explain(Principal.of("bob"), "plan.read", NOTHING),
        new Refusal.SourceGone("clerk", given, held),
        "role clerk was delegated from an assignment that is no more ("
            + given
            + " from "
            + held
            + ')');
  }

  @Test
  void excluded_tellsBothAndWhy() {
    Role payer = role("payer", "cash.pay");
    Role auditor = role("auditor", "cash.audit");
    mplp.roles().exclude(payer.roleId(), auditor.roleId(), "nobody audits himself");
    Principal both = Principal.of("ada", "payer", "auditor");
    denied(
        explain(both, "cash.pay", NOTHING),
        new Refusal.Excluded("payer", "auditor", "nobody audits himself"),
        "role payer and role auditor must not be held together: nobody audits himself");
    denied(
        explain(both, "cash.audit", NOTHING),
        new Refusal.Excluded("auditor", "payer", "nobody audits himself"),
        "role auditor and role payer must not be held together: nobody audits himself");
  }

  /** Each of the two is narrow enough; the one gets too wide as the other, below it, grows. */
  @Test
  void tooWide() {
    Role wide = role("wide", "plan.read");
    Role below = role("below");
    widen(wide, 240, "a");
    mplp.roles().inherit(wide.roleId(), below.roleId());
    widen(below, 240, "b");
    assertThat(explain(Principal.of("ada", "wide"), "plan.read", NOTHING).isAllowed()).isTrue();
    widen(below, 40, "c");
    denied(
        explain(Principal.of("ada", "wide"), "plan.read", NOTHING),
        new Refusal.TooWide("wide"),
        "role wide inherits from more than " + Roles.MOST_INHERITED + " roles");
    AssignmentId held = assign(AssignmentDraft.of("bob", wide.roleId())).assignmentId();
    assertThat(held).isNotNull();
    denied(
        explain("bob", "plan.create"),
        new Refusal.TooWide("wide"),
        "role wide inherits from more than 500 roles");
  }

  private void widen(Role role, int by, String name) {
    for (int i = 0; i < by / 20; i++) {
      Role middle = role(name + ' ' + i);
      for (int k = 1; k < 20; k++) {
        Role leaf = role(name + ' ' + i + ' ' + k);
        mplp.roles().inherit(middle.roleId(), leaf.roleId());
      }
      mplp.roles().inherit(role.roleId(), middle.roleId());
    }
  }

  @Test
  void everyReasonIsTold_inTheOrderOfAssignments() {
    Role clerk = role("clerk", "plan.*");
    Role reader = role("reader", "*.read");
    ContextId loan = mplp.contexts().open("Loan", Root.of("finance", "staging")).contextId();
    Scope in = Scope.context(loan);
    AssignmentId one = assign(AssignmentDraft.of("ada", clerk.roleId()).within(in)).assignmentId();
    AssignmentId two = assign(AssignmentDraft.of("ada", reader.roleId()).within(in)).assignmentId();
    Permission permission = explain(Principal.of("ada", "ghost"), "plan.read", NOTHING);
    assertThat(permission)
        .isEqualTo(
            new Permission.Denied(
                List.of(
                    new Refusal.OutOfScope("clerk", one, in),
                    new Refusal.OutOfScope("reader", two, in),
                    new Refusal.UnknownRole("ghost"))));
    assertThat(permission.message().split("; ", -1))
        .containsExactly(
            "role clerk counts only in context " + loan + " (" + one + ')',
            "role reader counts only in context " + loan + " (" + two + ')',
            "there is no role of the name ghost, in which the principal acts");
  }

  @Test
  void kinds_areThoseThatAreTestedHere() {
    assertThat(Refusal.class.getPermittedSubclasses())
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrder(
            "NoRole",
            "NotCovered",
            "OutOfScope",
            "Expired",
            "SourceGone",
            "Excluded",
            "UnknownRole",
            "TooWide");
  }
}
