package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.DecisionStatus;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.InboxCount;
import dev.mplp.confirm.Standing;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens to approvals in a bank. */
public abstract class ApprovalStoriesContract extends ApprovalKit {

  private static final Approver ADA = Approver.subject("ada");
  private static final Approver BOB = Approver.subject("bob");

  /** For the storages. */
  protected ApprovalStoriesContract() {}

  @Test
  void loan_withAnApproverOnLeave_isNotApprovedThroughTheOneWhoAsked() throws Exception {
    Execution execution = asks(plan("Loan"), ApprovalPolicy.all(ADA, BOB).delegable(1));
    ConfirmId id = gate(execution);

    assertThat(approve(id, "ada").standing().explanation())
        .isEqualTo("waits for 2 of 2 (ada, bob): has 1 of 2");
    MplpException refused =
        refused(
            "PERMISSION_DENIED",
            () -> as("bob").confirms().delegate(id, "carol", null, "on leave"));
    assertThat(refused).hasMessageContaining("carol asked for it and cannot decide it");
    refused("PERMISSION_DENIED", () -> approve(id, "carol", "clerk"));
    refused("PERMISSION_DENIED", () -> approve(id, "dave"));
    as("bob").confirms().delegate(id, "dave", null, "on leave");
    assertThat(as("dave").confirms().inbox(null, 10).items())
        .extracting(ApprovalSummary::onBehalfOf)
        .containsExactly("bob");
    refused("PERMISSION_DENIED", () -> as("dave").confirms().delegate(id, "erin", null, null));
    assertThat(done).hasValue(0);
    Approval given = approve(id, "dave");

    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(given.standing().explanation())
        .isEqualTo("approved by ada, dave for bob under the rule: 2 of 2 (ada, bob)");
    assertThat(given.confirm().decisions())
        .extracting(d -> d.decidedByRole())
        .containsExactly("ada", "bob");
    String seen =
        "in round 1, stage 1, under the rule: 2 of 2 (ada, bob), for the content with digest ";
    assertThat(explanations(id))
        .satisfiesExactly(
            e -> assertThat(e).startsWith("ada approved confirm " + id + " as ada, " + seen),
            e ->
                assertThat(e)
                    .startsWith("bob delegated to dave confirm " + id + ", " + seen)
                    .endsWith(", because: on leave"),
            e ->
                assertThat(e)
                    .startsWith(
                        "dave approved confirm "
                            + id
                            + " as bob, delegated by bob, "
                            + seen
                            + given.digest()
                            + ", at "));
    assertThat(acts(ActFilter.all().withSubject("dave")))
        .singleElement()
        .matches(ApprovalAct::isDelegated)
        .satisfies(act -> assertThat(act.status()).isEqualTo(ConfirmStatus.APPROVED));
    assertThat(approval(id).consumed()).isTrue();
    assertThat(mplp().confirms().content(id, 1)).hasValue(given.content());
  }

  @Test
  void amount_changedAfterTheFirstApproval_needsBothAnew() throws Exception {
    Plan plan = plan("Pay 100");
    Execution execution = asks(plan, ApprovalPolicy.all(ADA, BOB));
    ConfirmId id = gate(execution);
    Approval first = approve(id, "ada");
    Plan changed =
        Plan.builder(context().contextId(), "Pay 100000", "See who decides")
            .planId(plan.planId())
            .step("Pay", "cashier")
            .build();
    mplp().plans().update(changed, mplp().plans().read(plan.planId()).version());

    refused("CONTENT_CHANGED", () -> as("bob").confirms().approve(id, first.digest(), "as agreed"));
    assertThat(approval(id).round()).isEqualTo(2);
    assertThat(approve(id, "bob").standing())
        .isInstanceOfSatisfying(
            Standing.Waiting.class, waiting -> assertThat(waiting.count()).isEqualTo(1));
    assertThat(done).hasValue(0);
    approve(id, "ada");

    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(acts(ActFilter.all().withConfirm(id)))
        .extracting(ApprovalAct::round)
        .containsExactly(1, 2, 2);
    assertThat(mplp().confirms().content(id, 1))
        .hasValueSatisfying(content -> assertThat(content.toString()).contains("Pay 100\""));
    assertThat(mplp().confirms().content(id, 2))
        .hasValueSatisfying(content -> assertThat(content.toString()).contains("Pay 100000\""));
  }

  @Test
  void weekend_passes_remindsAndEscalatesOnce_whateverTheReplicas() throws Exception {
    Mplp replica = another();
    Execution execution =
        asks(
            plan("Loan"),
            ApprovalPolicy.single(ADA)
                .expiring(Expiry.escalateAfter(Duration.ofDays(1), BOB, Approver.role("board")))
                .reminding(Duration.ofHours(10)));
    ConfirmId id = gate(execution);
    assertThat(as("ada").confirms().inboxCount())
        .extracting(InboxCount::waiting, InboxCount::more)
        .containsExactly(1, false);

    advance(Duration.ofHours(11));
    eventually(() -> records("confirm.reminded").size() == 1);
    advance(Duration.ofHours(14));
    eventually(() -> records("confirm.escalated").size() == 1);
    MplpException late = refused("PERMISSION_DENIED", () -> approve(id, "ada"));
    assertThat(late).hasMessageContaining("ada is not asked: it is decided by bob");
    assertThat(as("ada").confirms().inbox(null, 10).items()).isEmpty();
    assertThat(as("bob").confirms().inbox(null, 10).items()).hasSize(1);
    advance(Duration.ofDays(1));
    eventually(() -> records("confirm.escalated").size() == 2);
    replica
        .as(dev.mplp.model.Principal.of("zoe", "board"))
        .confirms()
        .approve(id, approval(id).digest(), "back on Monday");

    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(acts(ActFilter.all().withConfirm(id)))
        .extracting(ApprovalAct::kind)
        .containsExactly(
            ApprovalAct.Kind.ESCALATED, ApprovalAct.Kind.ESCALATED, ApprovalAct.Kind.APPROVED);
    assertThat(explanations(id).get(0))
        .startsWith("system escalated confirm " + id + ", in round 1, stage 1, under the rule: ada")
        .contains("because: it was not decided until ");
    assertThat(records("confirm.escalated")).hasSize(2);
  }

  @Test
  void click_afterTheTime_isTooLate_whetherOrNotATimerLooked() throws Exception {
    Execution execution =
        asks(
            plan("Loan"),
            ApprovalPolicy.single(ADA).expiring(Expiry.rejectAfter(Duration.ofHours(1))));
    ConfirmId id = gate(execution);
    String digest = approval(id).digest();
    advance(Duration.ofHours(1));

    refused("INVALID_TRANSITION", () -> as("ada").confirms().approve(id, digest, null));

    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.FAILED);
    assertThat(approval(id).standing().explanation())
        .startsWith("rejected by system: it was not decided until ");
    assertThat(acts(ActFilter.all().withConfirm(id)))
        .extracting(ApprovalAct::kind)
        .containsExactly(ApprovalAct.Kind.EXPIRED);
    assertThat(done).hasValue(0);
    refused("INVALID_TRANSITION", () -> approve(id, "ada"));
    assertThat(as("ada").confirms().inbox(null, 10).items()).isEmpty();
  }

  @Test
  void time_isExtendedAsOftenAsThePolicySays() {
    Duration hour = Duration.ofHours(1);
    Execution execution =
        asks(plan("Loan"), ApprovalPolicy.single(ADA).expiring(Expiry.extendAfter(hour, hour, 2)));
    ConfirmId id = gate(execution);
    for (int hours = 1; hours <= 2; hours++) {
      advance(hour);
      int extensions = hours;
      eventually(() -> records("confirm.extended").size() == extensions);
      assertThat(approval(id).isOpen()).isTrue();
    }
    advance(hour);
    eventually(() -> approval(id).confirm().status() == ConfirmStatus.REJECTED);
    assertThat(approval(id).isOpen()).isFalse();
  }

  @Test
  void rejection_thatMayBeRevised_leavesTheGateClosedUntilItIsApproved() throws Exception {
    Execution execution = asks(plan("Loan"), ApprovalPolicy.single(ADA).revisableRejection());
    ConfirmId id = gate(execution);

    Approval rejected = as("ada").confirms().reject(id, "too dear");
    assertThat(rejected.confirm().status()).isEqualTo(ConfirmStatus.REJECTED);
    assertThat(rejected.standing().explanation())
        .isEqualTo("was rejected and may be revised; waits for ada: has 0 of 1");
    refused("INVALID_TRANSITION", () -> as("ada").confirms().reject(id, "still too dear"));
    assertThat(execution.snapshot().state()).isEqualTo(ExecutionState.AWAITING_APPROVAL);
    assertThat(as("ada").confirms().inbox(null, 10).items()).hasSize(1);
    approve(id, "ada");

    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(approval(id).confirm().decisions())
        .extracting(d -> d.status())
        .containsExactly(DecisionStatus.REJECTED, DecisionStatus.APPROVED);
  }

  @Test
  void rejection_underAStrictPolicy_isFinal() throws Exception {
    Execution execution =
        asks(plan("Loan"), ApprovalPolicy.anyOf(2, ADA, BOB, Approver.role("risk")));
    ConfirmId id = gate(execution);
    as("ada").confirms().reject(id, "no");
    assertThat(approval(id).isOpen()).as("the others could still approve").isTrue();
    as("rita", "risk").confirms().reject(id, "no");

    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.FAILED);
    refused("INVALID_TRANSITION", () -> approve(id, "bob"));
    assertThat(approval(id).confirm().decisions()).hasSize(2);
  }

  @Test
  void withdrawal_byWhoAsked_closesTheGate() throws Exception {
    Execution execution = asks(plan("Loan"), ApprovalPolicy.sequential(ADA, BOB));
    ConfirmId id = gate(execution);
    approve(id, "ada");
    refused("PERMISSION_DENIED", () -> as("ada").confirms().cancel(id, "a mistake"));
    as("carol").confirms().cancel(id, "a mistake");

    assertThat(end(execution).execution().state()).isEqualTo(ExecutionState.FAILED);
    refused("INVALID_TRANSITION", () -> approve(id, "bob"));
    assertThat(as("bob").confirms().inbox(null, 10).items()).isEmpty();
  }

  @Test
  void escalation_beforeItsTime_isForWhoAskedAndWhoDecides() throws Exception {
    Execution execution =
        asks(
            plan("Loan"),
            ApprovalPolicy.single(ADA).expiring(Expiry.escalateAfter(Duration.ofDays(9), BOB)));
    ConfirmId id = gate(execution);
    refused("PERMISSION_DENIED", () -> as("eve").confirms().escalate(id, "urgent"));
    as("carol").confirms().escalate(id, "urgent");
    refused("INVALID_TRANSITION", () -> as("carol").confirms().escalate(id, "urgent"));
    refused("PERMISSION_DENIED", () -> approve(id, "ada"));
    approve(id, "bob");
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void delegation_takenBackOrEnded_lets_nobodyDecide() throws Exception {
    Execution execution = asks(plan("Loan"), ApprovalPolicy.single(ADA).delegable(2));
    ConfirmId id = gate(execution);
    as("ada").confirms().delegate(id, "dave", null, null);
    as("dave").confirms().delegate(id, "erin", null, null);
    assertThat(as("erin").confirms().inbox(null, 10).items()).hasSize(1);
    refused("PERMISSION_DENIED", () -> as("erin").confirms().delegate(id, "fred", null, null));
    as("ada").confirms().takeBack(id);
    refused("PERMISSION_DENIED", () -> approve(id, "erin"));
    refused("PERMISSION_DENIED", () -> as("ada").confirms().takeBack(id));
    Approval now =
        as("ada")
            .confirms()
            .delegate(id, "dave", java.time.Instant.now().plus(Duration.ofHours(1)), null);
    advance(Duration.ofHours(2));
    assertThat(refused("PERMISSION_DENIED", () -> approve(id, "dave")))
        .hasMessageContaining("the delegation by ada to dave has ended");
    assertThat(as("dave").confirms().inbox(null, 10).items()).isEmpty();
    as("ada").confirms().approve(id, now.digest(), null);
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void inbox_ofAThousand_isReadByPages() throws Exception {
    PlanBuilder builder = Plan.builder(context().contextId(), "Many", "See who decides");
    for (int i = 0; i < 1000; i++) {
      builder.step("pay" + i, step -> step.role("cashier"));
    }
    Plan plan = builder.build();
    mplp().plans().create(plan);
    Gates gates =
        Gates.NONE.beforeRole(
            "cashier", ApprovalRequest.of(ApprovalPolicy.anyOf(1, ADA, Approver.role("boss"))));
    as("carol").plans().execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
    eventually(() -> as("ada", "boss").confirms().inboxCount().waiting() >= 500);
    Set<ConfirmId> seen = new HashSet<>();
    eventually(() -> count("ada").waiting() == 1000);
    Cursor after = null;
    int pages = 0;
    do { // ada is asked twice for each, and shown it once
      Page<ApprovalSummary> page = as("ada", "boss").confirms().inbox(after, 100);
      page.items().forEach(item -> assertThat(seen.add(item.confirmId())).isTrue());
      after = page.next();
      pages++;
    } while (after != null);
    assertThat(seen).hasSize(1000);
    assertThat(pages).isEqualTo(20);
    assertThat(as("carol", "boss").confirms().inbox(null, 100).items())
        .as("nobody is shown what they asked for")
        .isEmpty();
  }

  private InboxCount count(String subject) {
    return as(subject).confirms().inboxCount();
  }
}
