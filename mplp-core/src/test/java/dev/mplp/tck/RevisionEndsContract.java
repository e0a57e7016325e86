package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ContentChangedException;
import dev.mplp.confirm.Expiry;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.plan.Revisions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of proposed revisions that are not applied. */
public abstract class RevisionEndsContract extends RevisionKit {

  /** For the storages. */
  protected RevisionEndsContract() {}

  @Test
  void rejectionExpiryAndWithdrawal_leaveThePlanAsItIs() throws Exception {
    Execution execution = begun();
    RevisionProposal rejected = propose(execution, byAda());
    as("ada").confirms().reject(confirm(rejected), "not needed");
    assertThat(revision(rejected).state()).isEqualTo(RevisionState.REJECTED);
    assertThat(revision(rejected).outcome())
        .contains(confirm(rejected).value())
        .doesNotContain("not needed");
    assertThat(refused("INVALID_TRANSITION", () -> revisions("carol").apply(rejected.revisionId())))
        .hasMessageContaining("rejected");

    RevisionProposal withdrawn = propose(execution, byAda());
    refused("PERMISSION_DENIED", () -> revisions("bob").withdraw(withdrawn.revisionId(), null));
    RevisionProposal given = revisions("carol").withdraw(withdrawn.revisionId(), "too early");
    assertThat(given.state()).isEqualTo(RevisionState.WITHDRAWN);
    assertThat(given.summary().outcome()).isEqualTo("too early");
    assertThat(approval(confirm(withdrawn)).confirm().status()).isEqualTo(ConfirmStatus.CANCELLED);
    assertThat(as("ada").confirms().inbox(null, 10).items()).isEmpty();
    refused("INVALID_TRANSITION", () -> revisions("carol").withdraw(withdrawn.revisionId(), null));

    RevisionProposal cancelled = propose(execution, byAda());
    as("carol", "clerk").confirms().cancel(confirm(cancelled), "too early");
    assertThat(revision(cancelled).state()).isEqualTo(RevisionState.WITHDRAWN);

    ApprovalPolicy soon = BY_ADA.expiring(Expiry.rejectAfter(Duration.ofHours(1)));
    RevisionProposal expired =
        propose(execution, RevisionOptions.DEFAULT.approvedBy(ApprovalRequest.of(soon)));
    advance(Duration.ofHours(2));
    eventually(() -> revision(expired).state() == RevisionState.REJECTED);
    assertThat(
            mplp().plans().revisions().list(execution.planId(), null, 10).items().stream()
                .map(RevisionSummary::state))
        .containsExactly(
            RevisionState.REJECTED,
            RevisionState.WITHDRAWN,
            RevisionState.WITHDRAWN,
            RevisionState.REJECTED);
    goesOnWith(execution, "pay", "tell");
  }

  @Test
  void anotherRevision_growthAndTheEnd_overtakeWhatIsOpen() throws Exception {
    Execution execution = begun();
    RevisionProposal first = propose(execution, byAda());
    RevisionProposal second = propose(execution, byAda().appliedByHand());
    approve(confirm(second), "ada");
    assertThat(revision(second).state()).isEqualTo(RevisionState.APPROVED);
    RevisionProposal third = propose(execution, RevisionOptions.DEFAULT);
    revisions("carol").apply(third.revisionId());

    for (RevisionProposal overtaken : List.of(first, second)) {
      assertThat(revision(overtaken).state()).isEqualTo(RevisionState.OVERTAKEN);
      assertThat(revision(overtaken).outcome()).contains("revised");
      assertThat(approval(confirm(overtaken)).confirm().status())
          .isEqualTo(ConfirmStatus.CANCELLED);
    }
    refused("INVALID_TRANSITION", () -> approve(confirm(first), "ada"));
    refused("INVALID_TRANSITION", () -> revisions("carol").apply(second.revisionId()));
    assertThat(planned(execution.planId())).hasSize(4);

    RevisionProposal late = propose(execution, byAda());
    goesOnWith(execution, "pay", "tell", "check");
    assertThat(revision(late).state()).isEqualTo(RevisionState.OVERTAKEN);
    assertThat(revision(late).outcome()).contains("ended");
    assertThat(as("ada").confirms().inbox(null, 10).items()).isEmpty();
    refused("INVALID_TRANSITION", () -> propose(execution, RevisionOptions.DEFAULT));
    mplp().plans().purge(execution.planId());
    refused("REVISION_NOT_FOUND", () -> mplp().plans().revisions().get(late.revisionId()));
  }

  @Test
  void growth_overtakesWhatIsOpen() throws Exception {
    handle(
        "waiter",
        call -> {
          assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
          return StepResult.completedAdding(PlanStep.builder("more").agentRole("clerk").build());
        });
    Execution execution = begun();
    RevisionProposal proposal = propose(execution, RevisionOptions.DEFAULT);
    goesOnWith(execution, "pay", "tell", "more");
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.OVERTAKEN);
    assertThat(revision(proposal).outcome()).contains("grow");
  }

  @Test
  void whatHasBegunMeanwhile_isNotTouched_andTheApprovalIsVoid() throws Exception {
    CountDownLatch paying = new CountDownLatch(1);
    CountDownLatch paid = new CountDownLatch(1);
    handle(
        "cashier",
        call -> {
          paying.countDown();
          assertThat(paid.await(60, TimeUnit.SECONDS)).isTrue();
          return StepResult.completed();
        });
    Execution execution = begun();
    Versioned<Plan> read = read(execution);
    List<PlanStep> steps = read.value().steps();
    PlanStep tell = steps.get(2).withDependencies(List.of(steps.get(0).stepId()));
    RevisionProposal proposal =
        revisions("carol")
            .propose(read.value().withSteps(List.of(steps.get(0), tell)), read.version(), byAda());
    gate.countDown();
    assertThat(paying.await(60, TimeUnit.SECONDS)).isTrue();
    approve(confirm(proposal), "ada");
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.OVERTAKEN);
    assertThat(revision(proposal).outcome()).contains("\"pay\"").contains("has begun");
    assertThat(approval(confirm(proposal)).confirm().status()).isEqualTo(ConfirmStatus.CANCELLED);
    assertThat(planned(execution.planId())).containsExactly("wait", "pay", "tell");
    paid.countDown();
    assertThat(execution.await(SOON).isCompleted()).isTrue();
  }

  @Test
  void whatIsLocked_orToBeAppliedByHand_waitsForSomebody() throws Exception {
    Execution execution = begun();
    RevisionProposal proposal = propose(execution, byAda());
    mplp().plans().lock(execution.planId(), "under audit");
    refused("LOCKED", () -> propose(execution, RevisionOptions.DEFAULT));
    approve(confirm(proposal), "ada");
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.APPROVED);
    assertThat(revision(proposal).outcome()).contains("locked");
    refused("LOCKED", () -> revisions("carol").apply(proposal.revisionId()));
    RevisionProposal applied =
        mplp().overridingLocks("court order").plans().revisions().apply(proposal.revisionId());
    assertThat(applied.state()).isEqualTo(RevisionState.APPLIED);
    assertThat(approval(confirm(proposal)).consumed()).isTrue();
    goesOnWith(execution, "pay", "tell", "check");
  }

  @Test
  void approval_ofAnotherDigest_opensNothing() {
    Execution execution = begun();
    RevisionProposal proposal = propose(execution, byAda());
    RevisionProposal other = propose(execution, byAda());
    String digest = approval(confirm(other)).digest();
    assertThat(digest).isNotEqualTo(approval(confirm(proposal)).digest());
    assertThat(
            refused(
                "CONTENT_CHANGED",
                () -> as("ada").confirms().approve(confirm(proposal), digest, null)))
        .isInstanceOf(ContentChangedException.class);
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.AWAITING_APPROVAL);
  }

  @Test
  void proposals_areLimited_andStaleOnesRefused() {
    Execution execution = begun();
    Versioned<Plan> read = read(execution);
    refused(
        "NOT_REVISABLE",
        () -> revisions("carol").propose(read.value(), read.version(), RevisionOptions.DEFAULT));
    refused(
        "VERSION_CONFLICT",
        () ->
            revisions("carol")
                .propose(longer(read.value(), "x"), read.version() + 1, RevisionOptions.DEFAULT));
    for (int i = 0; i < Revisions.MOST_OPEN; i++) {
      propose(execution, RevisionOptions.DEFAULT);
    }
    refused("TOO_MANY_REVISIONS", () -> propose(execution, RevisionOptions.DEFAULT));
  }
}
