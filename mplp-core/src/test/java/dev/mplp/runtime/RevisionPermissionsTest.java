package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.plan.Execution;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionState;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RevisionKit;
import dev.mplp.tck.StorageFixture;
import org.junit.jupiter.api.Test;

/** Carol proposes revisions and makes none; Dan makes them and detaches no policies. */
class RevisionPermissionsTest extends RevisionKit {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage) {
    return MplpRuntime.builder()
        .storage(storage)
        .authorizer(RevisionPermissionsTest::decide)
        .build();
  }

  private static Authorizer.Verdict decide(Authorizer.Act act) {
    String asked = act.principal().subject() + " " + act.capability();
    return asked.equals("carol plan.revise") || asked.equals("dan confirm.detach")
        ? Authorizer.Verdict.denied("not theirs")
        : Authorizer.Verdict.allowed();
  }

  @Test
  void whoChoosesTheApprover_revises_orLeavesItToOthersToApply() {
    Execution execution = begun();
    assertThat(refused("PERMISSION_DENIED", () -> propose(execution, byAda())))
        .hasMessageContaining("plan.revise");
    assertThat(mplp().plans().revisions().list(execution.planId(), null, 10).items()).isEmpty();

    RevisionProposal byHand = propose(execution, byAda().appliedByHand());
    approve(confirm(byHand), "ada");
    assertThat(revision(byHand).state()).isEqualTo(RevisionState.APPROVED);
    refused("PERMISSION_DENIED", () -> revisions("carol").apply(byHand.revisionId()));
    revisions("dan").apply(byHand.revisionId());
    assertThat(revision(byHand).state()).isEqualTo(RevisionState.APPLIED);

    attach(ofLastStep(execution), BY_ADA);
    RevisionProposal byPolicy = proposeShorter(execution, RevisionOptions.DEFAULT);
    assertThat(byPolicy.state()).isEqualTo(RevisionState.AWAITING_APPROVAL);
  }

  @Test
  void whoAppliesByHand_detachesWhatWasAttachedMeanwhile_orDoesNot() {
    Execution execution = begun();
    RevisionProposal proposal = proposeShorter(execution, RevisionOptions.DEFAULT);
    attach(ofLastStep(execution), BY_ADA);
    assertThat(refused("PERMISSION_DENIED", () -> revisions("dan").apply(proposal.revisionId())))
        .hasMessageContaining("confirm.detach");
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.PROPOSED);
    assertThat(planned(execution.planId())).hasSize(3);
    revisions("erin").apply(proposal.revisionId());
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.APPLIED);
  }
}
