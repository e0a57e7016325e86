package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Expiry;
import dev.mplp.model.ConfirmId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is approved changes while it is decided, and so does who holds the roles. */
public abstract class ApprovalRoundsContract extends ApprovalKit {

  private static final Approver ADA = Approver.subject("ada");
  private static final Approver BOB = Approver.subject("bob");
  private static final Duration DAY = Duration.ofDays(1);

  /** For the storages. */
  protected ApprovalRoundsContract() {}

  private void change(Plan plan) {
    Plan changed =
        Plan.builder(context().contextId(), "Pay 100000", "See who decides")
            .planId(plan.planId())
            .step("Pay", "cashier")
            .build();
    mplp().plans().update(changed, mplp().plans().read(plan.planId()).version());
  }

  private List<ApprovalSummary> inbox(String subject, String... roles) {
    return as(subject, roles).confirms().inbox(null, 10).items();
  }

  private void changedInTheSecondStage(ConfirmId id) {
    assertThat(approval(id).standing().explanation())
        .as("what begins when somebody decides")
        .isEqualTo("waits for ada, stage 1 of 2: has 0 of 1");
    assertThat(approval(id).round()).isEqualTo(2);
    assertThat(inbox("ada")).isEmpty();
  }

  @Test
  void change_foundOutByTheSecondStage_isToldToTheFirst() throws Exception {
    Plan plan = plan("Pay 100");
    Execution execution = asks(plan, ApprovalPolicy.sequential(ADA, BOB));
    ConfirmId id = gate(execution);
    approve(id, "ada");
    change(plan);
    changedInTheSecondStage(id);

    MplpException changed = refused("CONTENT_CHANGED", () -> approve(id, "bob"));

    assertThat(changed)
        .hasMessage(
            "the content of confirm "
                + id
                + " has changed while it was decided: round 2 has begun, for the content with"
                + " digest "
                + approval(id).digest()
                + ", and it is decided by ada first");
    assertThat(inbox("bob")).isEmpty();
    assertThat(inbox("ada")).extracting(ApprovalSummary::round).containsExactly(2);
    refused("PERMISSION_DENIED", () -> approve(id, "bob"));
    approve(id, "ada");
    assertThat(done).hasValue(0);
    approve(id, "bob");
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(acts(ActFilter.all().withConfirm(id)))
        .extracting(ApprovalAct::round)
        .containsExactly(1, 2, 2);
    assertThat(records("confirm.round")).hasSize(1);
  }

  @Test
  void change_foundOutByARejection_isToldToTheFirstStage() throws Exception {
    Plan plan = plan("Pay 100");
    Execution execution = asks(plan, ApprovalPolicy.sequential(ADA, BOB));
    ConfirmId id = gate(execution);
    Approval seen = approve(id, "ada");
    change(plan);

    refused("CONTENT_CHANGED", () -> as("bob").confirms().reject(id, "too dear"));
    assertThat(inbox("ada")).hasSize(1);
    assertThat(approval(id).isOpen()).isTrue();
    MplpException old =
        refused("CONTENT_CHANGED", () -> as("ada").confirms().approve(id, seen.digest(), null));
    assertThat(old)
        .hasMessage(
            "confirm "
                + id
                + " was to be approved for the content with digest "
                + seen.digest()
                + ", but its content has the digest "
                + approval(id).digest()
                + " now; look at it again and approve that digest");
    as("ada").confirms().reject(id, "too dear");
    assertThat(end(execution).isCompleted()).isFalse();
  }

  @Test
  void change_foundOutByAStranger_beginsNothing() {
    Plan plan = plan("Pay 100");
    ConfirmId id = gate(asks(plan, ApprovalPolicy.sequential(ADA, BOB)));
    Approval seen = approve(id, "ada");
    change(plan);

    refused("PERMISSION_DENIED", () -> approve(id, "eve"));
    refused("PERMISSION_DENIED", () -> as("eve").confirms().approve(id, seen.digest(), null));
    refused("PERMISSION_DENIED", () -> approve(id, "carol", "clerk"));

    assertThat(records("confirm.round")).isEmpty();
    assertThat(inbox("bob")).hasSize(1);
  }

  @Test
  void change_afterAnEscalation_isDecidedByWhoDecidesSince() throws Exception {
    Plan plan = plan("Pay 100");
    Expiry expiry = Expiry.escalateAfter(DAY, BOB);
    Execution execution = asks(plan, ApprovalPolicy.single(ADA).expiring(expiry));
    ConfirmId id = gate(execution);
    Approval seen = approval(id);
    advance(DAY);
    eventually(() -> records("confirm.escalated").size() == 1);
    change(plan);

    refused("CONTENT_CHANGED", () -> as("bob").confirms().approve(id, seen.digest(), null));

    assertThat(inbox("ada")).isEmpty();
    assertThat(inbox("bob")).hasSize(1);
    assertThat(approval(id).standing().explanation())
        .startsWith("waits for bob, escalated to level 1: has 0 of 1, due ");
    refused("PERMISSION_DENIED", () -> approve(id, "ada"));
    approve(id, "bob");
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void change_afterAnEscalationOfTheSecondStage_beginsWithTheFirst() throws Exception {
    Plan plan = plan("Pay 100");
    Expiry expiry = Expiry.escalateAfter(DAY, Approver.subject("zoe"));
    Execution execution = asks(plan, ApprovalPolicy.sequential(ADA, BOB).expiring(expiry));
    ConfirmId id = gate(execution);
    approve(id, "ada");
    as("bob").confirms().escalate(id, "on leave");
    change(plan);

    refused("CONTENT_CHANGED", () -> approve(id, "zoe"));

    assertThat(inbox("zoe")).isEmpty();
    assertThat(inbox("ada")).hasSize(1);
    approve(id, "ada");
    approve(id, "bob");
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void delegate_ofARoleThatIsHeldNoMore_decidesNothing() throws Exception {
    Role risk = mplp().roles().create(Role.builder("risk").build());
    Assignment held =
        mplp().roles().assignments().assign(AssignmentDraft.of("rita", risk.roleId()));
    Execution execution =
        asks(plan("Loan"), ApprovalPolicy.single(Approver.role("risk")).delegable(2));
    ConfirmId id = gate(execution);
    as("rita", "risk").confirms().delegate(id, "dave", null, null);
    as("dave").confirms().delegate(id, "erin", null, null);
    mplp().roles().assignments().revoke(held.assignmentId(), "left the house");

    MplpException refused = refused("PERMISSION_DENIED", () -> approve(id, "erin"));
    assertThat(refused).hasMessageContaining("rita, who delegated to erin, is no longer role risk");
    refused("PERMISSION_DENIED", () -> as("dave").confirms().reject(id, "no"));
    assertThat(done).hasValue(0);

    mplp().roles().assignments().assign(AssignmentDraft.of("rita", risk.roleId()));
    approve(id, "erin");
    assertThat(end(execution).isCompleted()).isTrue();
  }
}
