package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ConfirmId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Role;
import dev.mplp.role.Scope;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds a role by assignment decides for it: where it counts, while it counts. */
public abstract class ApprovalRolesContract extends ApprovalKit {

  private static final ApprovalPolicy RISK = ApprovalPolicy.single(Approver.role("risk"));

  private Role risk;

  /** For the storages. */
  protected ApprovalRolesContract() {}

  @BeforeEach
  void makeRole() {
    risk = role("risk");
  }

  private Role role(String name) {
    return mplp().roles().create(Role.builder(name).build());
  }

  private Assignment assign(AssignmentDraft draft) {
    return mplp().roles().assignments().assign(draft);
  }

  private AssignmentDraft ofRisk(String subject) {
    return AssignmentDraft.of(subject, risk.roleId());
  }

  private ConfirmId asks() {
    return gate(asks(plan("Loan"), RISK));
  }

  private void sees(String subject, ConfirmId... ids) {
    assertThat(as(subject).confirms().inbox(null, 10).items())
        .extracting(ApprovalSummary::confirmId)
        .containsExactly(ids);
    assertThat(as(subject).confirms().inboxCount().waiting()).isEqualTo(ids.length);
  }

  private void mayNot(String subject, ConfirmId id, String... roles) {
    MplpException refused = refused("PERMISSION_DENIED", () -> approve(id, subject, roles));
    assertThat(refused).hasMessageContaining(subject + " is not asked");
  }

  @Test
  void assigned_everywhere_seesAndDecides() throws Exception {
    Execution execution = asks(plan("Loan"), RISK);
    ConfirmId id = gate(execution);
    sees("ada");
    mayNot("ada", id);
    assign(ofRisk("ada"));
    sees("ada", id);
    assertThat(approve(id, "ada").decidedBy()).isEqualTo("ada");
    assertThat(end(execution).isCompleted()).isTrue();
    sees("ada");
  }

  @Test
  void assigned_inAContext_orForAPlan_decidesThereOnly() {
    Context other = mplp().contexts().open("Other", Root.of("finance", "staging"));
    Plan plan = plan("Loan");
    Plan beside = plan("Beside");
    ConfirmId id = gate(asks(plan, RISK));
    ConfirmId second = gate(asks(beside, RISK));
    assign(ofRisk("here").within(Scope.context(context().contextId())));
    assign(ofRisk("there").within(Scope.context(other.contextId())));
    assign(ofRisk("plan").within(Scope.object(plan.planId())));
    assign(ofRisk("confirm").within(Scope.object(second)));

    sees("here", id, second);
    sees("there");
    sees("plan", id);
    sees("confirm", second);
    mayNot("there", id);
    mayNot("plan", second);
    mayNot("confirm", id);
    assertThat(approve(id, "plan").isOpen()).isFalse();
    assertThat(approve(second, "confirm").isOpen()).isFalse();
    assertThat(approve(gate(asks(plan("Third"), RISK)), "here").isOpen()).isFalse();
  }

  @Test
  void assigned_toARoleThatInherits_decides() {
    Role chief = role("chief");
    mplp().roles().inherit(chief.roleId(), risk.roleId());
    assign(AssignmentDraft.of("ada", chief.roleId()));
    ConfirmId id = asks();
    sees("ada", id);
    assertThat(approve(id, "ada").isOpen()).isFalse();
  }

  @Test
  void assignment_thatEnded_orWasRevoked_countsNoMore() {
    ConfirmId id = asks();
    assign(ofRisk("ada").until(storage().now().plus(Duration.ofMinutes(1))));
    Assignment held = assign(ofRisk("bob"));
    sees("ada", id);
    advance(Duration.ofMinutes(1));
    mplp().roles().assignments().revoke(held.assignmentId(), "left");

    mayNot("ada", id);
    mayNot("bob", id);
    refused("PERMISSION_DENIED", () -> as("bob").confirms().reject(id, "no"));
    refused("PERMISSION_DENIED", () -> as("bob").confirms().delegate(id, "eve", null, null));
    refused("PERMISSION_DENIED", () -> as("bob").confirms().escalate(id, "slow"));
    eventually(() -> as("ada").confirms().inboxCount().waiting() == 0);
    sees("bob");
  }

  @Test
  void roles_thatExcludeEachOther_decideNothing_alsoThoseByTheHost() {
    Role asker = role("asker");
    assign(ofRisk("ada"));
    mplp().roles().exclude(risk.roleId(), asker.roleId(), "who asks does not judge");
    ConfirmId id = asks();
    mayNot("ada", id, "asker");
    mayNot("bob", id, "asker", "risk");
    assertThat(as("ada", "asker").confirms().inbox(null, 10).items()).isEmpty();
    assertThat(approve(id, "ada").isOpen()).isFalse();
  }

  @Test
  void role_byTheHost_counts_whetherOrNotItIsStored() {
    assertThat(approve(asks(), "ada", "risk").isOpen()).isFalse();
    ConfirmId id = gate(asks(plan("Loan"), ApprovalPolicy.single(Approver.role("nobody made"))));
    mayNot("ada", id, "risk");
    assertThat(approve(id, "ada", "nobody made").isOpen()).isFalse();
  }

  @Test
  void assignment_revokedBetweenTheCheckAndTheCommit_isRefused() {
    Assignment held = assign(ofRisk("ada"));
    ConfirmId id = asks();
    AtomicReference<Assignment> revoked = new AtomicReference<>(held);
    Mplp replica =
        anotherBehind(
            storage ->
                StorageTap.over(
                    storage,
                    call -> {
                      if (isDecision(call)) {
                        Assignment gone = revoked.getAndSet(null);
                        if (gone != null) {
                          mplp().roles().assignments().revoke(gone.assignmentId(), "left");
                        }
                      }
                      return call.proceed();
                    }));
    Mplp ada = replica.as(as("ada").principal());

    refused(
        "PERMISSION_DENIED",
        () -> ada.confirms().approve(id, ada.confirms().get(id).digest(), null));

    assertThat(revoked).hasValue(null);
    assertThat(approval(id).isOpen()).isTrue();
    assertThat(explanations(id)).isEmpty();
  }

  private static boolean isDecision(StorageTap.Call call) {
    if (!call.name().equals("commit")) {
      return false;
    }
    Object first = call.arguments()[0];
    List<?> sets = first instanceof List<?> list ? list : List.of(first);
    return sets.stream()
        .flatMap(set -> ((ChangeSet) set).changes().stream())
        .anyMatch(
            change ->
                change instanceof Change.PutDocument put && put.kind().equals(Kinds.APPROVAL_ACT));
  }

  @Test
  void delegation_thatEndsLast_isTheOneThatIsShown() {
    ConfirmId id =
        gate(
            asks(
                plan("Loan"),
                ApprovalPolicy.anyOf(1, Approver.subject("ada"), Approver.subject("bob"))
                    .delegable(1)));
    as("ada")
        .confirms()
        .delegate(id, "dave", storage().now().plus(Duration.ofMinutes(10)), "at lunch");
    as("bob").confirms().delegate(id, "dave", null, "on leave");

    assertThat(as("dave").confirms().inbox(null, 10).items())
        .extracting(ApprovalSummary::onBehalfOf)
        .containsExactly("bob");
    advance(Duration.ofMinutes(10));
    sees("dave", id);
    assertThat(approve(id, "dave").isOpen()).isFalse();
  }
}
