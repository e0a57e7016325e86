package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.Principal;
import dev.mplp.plan.Plan;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Assignments;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Role;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever holds a role may give it on as far as it says, and no further than he holds it. */
public abstract class DelegationContract extends RoleKit {

  private Mplp mplp;
  private Role clerk;

  /** For the storages. */
  protected DelegationContract() {}

  @BeforeEach
  void open() {
    mplp = open(true);
    clerk = role(mplp, "clerk", "plan.read");
  }

  private Assignments as(String subject) {
    return assignments(mplp.as(Principal.of(subject)));
  }

  private AssignmentId assigned(AssignmentDraft draft) {
    return assignments(mplp).assign(draft).assignmentId();
  }

  private AssignmentDraft toAda() {
    return AssignmentDraft.of("ada", clerk.roleId());
  }

  @Test
  void chain_countsAsLongAsAllOfIt() {
    AssignmentId ada = assigned(toAda().delegable(2));
    Assignment bob = as("ada").delegate(ada, DelegationDraft.to("bob").delegable(1));
    Assignment cid = as("bob").delegate(bob.assignmentId(), DelegationDraft.to("cid"));
    assertThat(may(mplp, "ada", "plan.read")).isTrue();
    assertThat(may(mplp, "bob", "plan.read")).isTrue();
    assertThat(may(mplp, "cid", "plan.read")).isTrue();
    assertThat(cid.source()).isEqualTo(bob.assignmentId());
    assignments(mplp).revoke(ada, "she left");
    assertThat(may(mplp, "ada", "plan.read")).isFalse();
    assertThat(may(mplp, "bob", "plan.read")).isFalse();
    assertThat(may(mplp, "cid", "plan.read")).isFalse();
    await(
        "nothing of it is left",
        () -> assignments(mplp).list(AssignmentFilter.all(), null, 10).items().isEmpty());
    await(
        "each end is told, with its cause",
        () ->
            mplp.events().read(null, 0, 1000).stream()
                .filter(record -> record.type().equals("role.unassigned"))
                .map(record -> record.inline().data().asObject().string("cause").orElse(""))
                .toList()
                .equals(List.of("revoked", "source_gone", "source_gone")));
  }

  @Test
  void delegated_endsWithItsSource_orBefore() {
    Instant now = fixture().open().now();
    AssignmentId ada = assigned(toAda().delegable(1).until(now.plus(Duration.ofHours(3))));
    as("ada").delegate(ada, DelegationDraft.to("bob"));
    as("ada").delegate(ada, DelegationDraft.to("cid").until(now.plus(Duration.ofHours(1))));
    refused(
        "NOT_DELEGABLE",
        () ->
            as("ada")
                .delegate(ada, DelegationDraft.to("dan").until(now.plus(Duration.ofHours(4)))));
    fixture().advance(Duration.ofHours(2));
    assertThat(may(mplp, "bob", "plan.read")).isTrue();
    assertThat(may(mplp, "cid", "plan.read")).isFalse();
    fixture().advance(Duration.ofHours(2));
    assertThat(may(mplp, "bob", "plan.read")).isFalse();
    await(
        "nothing of it is left",
        () -> assignments(mplp).list(AssignmentFilter.all(), null, 10).items().isEmpty());
  }

  @Test
  void delegation_givesNoMoreThanIsHeld() {
    Context loan = mplp.contexts().open("Loan", Root.of("finance", "staging"));
    Context other = mplp.contexts().open("Other", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(Plan.builder(loan.contextId(), "Assess", "Decide").step("Score", "x").build());
    AssignmentId none = assigned(toAda());
    refused("NOT_DELEGABLE", () -> as("ada").delegate(none, DelegationDraft.to("bob")));
    AssignmentId held = assigned(toAda().delegable(2).within(Scope.context(loan.contextId())));
    refused("PERMISSION_DENIED", () -> as("eve").delegate(held, DelegationDraft.to("bob")));
    refused("NOT_DELEGABLE", () -> as("ada").delegate(held, DelegationDraft.to("ada")));
    refused(
        "NOT_DELEGABLE", () -> as("ada").delegate(held, DelegationDraft.to("bob").delegable(2)));
    refused(
        "NOT_DELEGABLE",
        () -> as("ada").delegate(held, DelegationDraft.to("bob").within(Scope.everywhere())));
    refused(
        "NOT_DELEGABLE",
        () ->
            as("ada")
                .delegate(
                    held, DelegationDraft.to("bob").within(Scope.context(other.contextId()))));
    refused(
        "ASSIGNMENT_NOT_FOUND",
        () -> as("ada").delegate(AssignmentId.random(), DelegationDraft.to("bob")));
    Assignment narrow =
        as("ada")
            .delegate(
                held, DelegationDraft.to("bob").within(Scope.object(plan.planId())).delegable(1));
    assertThat(explain(mplp, "bob", "plan.read", Target.of(plan.planId())).isAllowed()).isTrue();
    assertThat(explain(mplp, "bob", "plan.read", Target.in(loan.contextId())).isAllowed())
        .isFalse();
    refused(
        "NOT_DELEGABLE",
        () ->
            as("bob")
                .delegate(
                    narrow.assignmentId(),
                    DelegationDraft.to("cid").within(Scope.context(loan.contextId()))));
  }

  @Test
  void delegation_goesByTheDutiesOfWhoReceivesAndWhoGives() {
    Role auditor = role(mplp, "auditor", "cash.audit");
    AssignmentId ada = assigned(toAda().delegable(1));
    mplp.roles().exclude(clerk.roleId(), auditor.roleId(), "nobody audits himself");
    assigned(AssignmentDraft.of("bob", auditor.roleId()));
    refused("DUTIES_CONFLICT", () -> as("ada").delegate(ada, DelegationDraft.to("bob")));
    Role chief = role(mplp, "chief");
    assigned(AssignmentDraft.of("ada", chief.roleId()));
    mplp.roles().inherit(chief.roleId(), auditor.roleId());
    refused("NOT_DELEGABLE", () -> as("ada").delegate(ada, DelegationDraft.to("cid")));
  }

  @Test
  void delegator_takesBack_whatHeGave() {
    AssignmentId ada = assigned(toAda().delegable(1));
    Assignment bob = as("ada").delegate(ada, DelegationDraft.to("bob").because("on leave"));
    assertThat(assignments(mplp).list(AssignmentFilter.givenBy("ada"), null, 5).items())
        .containsExactly(bob);
    assertThat(assignments(mplp).list(AssignmentFilter.delegatedFrom(ada), null, 5).items())
        .containsExactly(bob);
    as("ada").revoke(bob.assignmentId(), "back again");
    assertThat(may(mplp, "bob", "plan.read")).isFalse();
    assertThat(may(mplp, "ada", "plan.read")).isTrue();
    refused("ASSIGNMENT_NOT_FOUND", () -> as("ada").revoke(bob.assignmentId(), "again"));
  }
}
