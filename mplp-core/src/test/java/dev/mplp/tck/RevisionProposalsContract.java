package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionState;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.runtime.store.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Other steps for a running plan: proposed, seen, approved, and applied between steps. */
public abstract class RevisionProposalsContract extends RevisionKit {

  /** For the storages. */
  protected RevisionProposalsContract() {}

  @Test
  void whatNobodyHasToApprove_waitsToBeApplied() throws Exception {
    Execution execution = begun();
    Versioned<Plan> read = read(execution);
    Plan revised = longer(read.value(), "check");
    RevisionProposal proposal =
        revisions("carol")
            .propose(revised, read.version(), RevisionOptions.DEFAULT.because("an audit"));

    assertThat(proposal.state()).isEqualTo(RevisionState.PROPOSED);
    assertThat(proposal.confirmId()).isNull();
    assertThat(proposal.difference().added()).containsExactly(revised.steps().get(3));
    assertThat(proposal.difference().removed()).isEmpty();
    RevisionSummary summary = proposal.summary();
    assertThat(summary.baseVersion()).isEqualTo(read.version());
    assertThat(summary.proposedBy()).isEqualTo("carol");
    assertThat(summary.reason()).isEqualTo("an audit");
    assertThat(summary.added()).isOne();
    assertThat(summary.executionId()).isEqualTo(execution.executionId());
    assertThat(planned(execution.planId())).containsExactly("wait", "pay", "tell");
    assertThat(mplp().plans().revisions().get(proposal.revisionId())).isEqualTo(proposal);

    RevisionProposal applied = revisions("bob").apply(proposal.revisionId());
    assertThat(applied.state()).isEqualTo(RevisionState.APPLIED);
    assertThat(applied.summary().settledAt()).isNotNull();
    assertThat(revisions("bob").apply(proposal.revisionId())).isEqualTo(applied);
    assertThat(planned(execution.planId())).containsExactly("wait", "pay", "tell", "check");
    goesOnWith(execution, "pay", "tell", "check");
    assertThat(records("revision.proposed", "revision.applied", "plan.updated"))
        .extracting("type")
        .containsExactly("revision.proposed", "plan.updated", "revision.applied");
  }

  @Test
  void whatAPolicyConcerns_isApprovedAsItIs_andAppliedByThat() throws Exception {
    Execution execution = begun();
    attach(new PolicyTarget.OfPlan(execution.planId()), BY_ADA);
    Versioned<Plan> read = read(execution);
    Plan revised = longer(shorter(read.value()), "check");
    assertThat(refused("APPROVAL_REQUIRED", () -> revise(revised, read.version())))
        .hasMessageContaining("revisions().propose")
        .hasMessageContaining("ada");
    RevisionProposal proposal =
        revisions("carol")
            .propose(revised, read.version(), RevisionOptions.DEFAULT.because("an audit"));
    assertThat(proposal.state()).isEqualTo(RevisionState.AWAITING_APPROVAL);
    refused("APPROVAL_REQUIRED", () -> revisions("carol").apply(proposal.revisionId()));

    assertThat(as("ada").confirms().inbox(null, 10).items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.revisionId()).isEqualTo(proposal.revisionId());
              assertThat(item.stepId()).isNull();
              assertThat(item.reason()).isEqualTo("an audit");
            });
    Approval approval = as("ada").confirms().get(confirm(proposal));
    assertThat(approval.requestedBy()).isEqualTo("carol");
    assertThat(shown(approval, "added")).containsExactly("check");
    assertThat(shown(approval, "removed")).containsExactly("tell");
    assertThat(target(approval)).containsExactly("wait", "pay", "check");
    refused("PERMISSION_DENIED", () -> approve(confirm(proposal), "carol", "clerk"));

    approve(confirm(proposal), "ada");
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.APPLIED);
    assertThat(approval(confirm(proposal)).consumed()).isTrue();
    assertThat(mplp().confirms().content(confirm(proposal), 1)).hasValue(approval.content());
    goesOnWith(execution, "pay", "check");
  }

  private void revise(Plan revised, long version) {
    as("carol", "clerk").plans().revise(revised, version);
  }

  private static List<String> shown(Approval approval, String part) {
    return descriptions(
        Objects.requireNonNull(approval.content().get("difference")).asObject(), part);
  }

  private static List<String> target(Approval approval) {
    return descriptions(
        Objects.requireNonNull(approval.content().get("target")).asObject(), "steps");
  }

  private static List<String> descriptions(JsonObject object, String part) {
    return Objects.requireNonNull(object.get(part)).asArray().values().stream()
        .map(step -> step.asObject().string("description").orElseThrow())
        .toList();
  }

  @Test
  void policies_ofContextStepsAndRoles_concernWhatTheyAreAbout() {
    Execution execution = begun();
    Versioned<Plan> read = read(execution);
    List<PlanStep> steps = read.value().steps();
    PlanStep other = steps.get(2).toBuilder().description("tell everybody").build();
    Plan changed = read.value().withSteps(List.of(steps.get(0), steps.get(1), other));
    List<PolicyTarget> targets =
        List.of(
            new PolicyTarget.OfContext(context().contextId()),
            new PolicyTarget.OfStep(execution.planId(), steps.get(2).stepId()),
            new PolicyTarget.OfRole("clerk"));
    for (PolicyTarget target : targets) {
      attach(target, BY_ADA);
      RevisionProposal proposal =
          revisions("carol").propose(changed, read.version(), RevisionOptions.DEFAULT);
      assertThat(proposal.state()).isEqualTo(RevisionState.AWAITING_APPROVAL);
      revisions("carol").withdraw(proposal.revisionId(), "too early");
      mplp().confirms().policies().detach(target);
    }
    attach(new PolicyTarget.OfRole("cashier"), BY_ADA);
    RevisionProposal free =
        revisions("carol").propose(changed, read.version(), RevisionOptions.DEFAULT);
    assertThat(free.state()).isEqualTo(RevisionState.PROPOSED);
    attach(
        new PolicyTarget.OfStep(execution.planId(), steps.get(2).stepId()),
        ApprovalPolicy.single(Approver.subject("bob")));
    Plan both = read.value().withSteps(steps.subList(0, 1));
    refused(
        "TOO_MANY_POLICIES",
        () -> revisions("carol").propose(both, read.version(), RevisionOptions.DEFAULT));
    attach(new PolicyTarget.OfContext(context().contextId()), BY_ADA);
    refused("APPROVAL_REQUIRED", () -> revise(changed, read.version()));
    refused("APPROVAL_REQUIRED", () -> revisions("carol").apply(free.revisionId()));
  }

  @Test
  void planBegunBehindAGate_isRevisedByTheSameApproval() throws Exception {
    Plan plan = mplp().plans().create(steps("Loan"));
    Execution execution = asks(plan, BY_ADA);
    approve(gate(execution), "ada");
    Versioned<Plan> read = read(execution);
    refused("APPROVAL_REQUIRED", () -> revise(longer(read.value(), "check"), read.version()));
    RevisionProposal proposal = propose(execution, RevisionOptions.DEFAULT);
    assertThat(proposal.state()).isEqualTo(RevisionState.AWAITING_APPROVAL);
    approve(confirm(proposal), "ada");
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.APPLIED);
    goesOnWith(execution, "pay", "tell", "check");
  }

  @Test
  void policyOfThePlan_attachedMeanwhile_voidsWhatAnotherOneApproved() {
    Execution execution = begun();
    for (PolicyTarget target :
        List.of(
            new PolicyTarget.OfContext(context().contextId()),
            new PolicyTarget.OfPlan(execution.planId()))) {
      RevisionProposal proposal = propose(execution, byAda());
      RevisionProposal byHand = propose(execution, byAda().appliedByHand());
      approve(confirm(byHand), "ada");
      attach(target, BY_BOB);
      approve(confirm(proposal), "ada");
      assertThat(revision(proposal).state()).isEqualTo(RevisionState.OVERTAKEN);
      assertThat(revision(proposal).outcome()).contains("another policy");
      assertThat(approval(confirm(proposal)).confirm().status()).isEqualTo(ConfirmStatus.CANCELLED);
      refused("APPROVAL_REQUIRED", () -> revisions("carol").apply(byHand.revisionId()));
      assertThat(planned(execution.planId())).hasSize(3);
      mplp().confirms().policies().detach(target);
      revisions("carol").withdraw(byHand.revisionId(), null);
    }
    RevisionProposal same = propose(execution, byAda());
    attach(new PolicyTarget.OfPlan(execution.planId()), BY_ADA);
    approve(confirm(same), "ada");
    assertThat(revision(same).state()).isEqualTo(RevisionState.APPLIED);
  }

  @Test
  void policyOfARemovedStep_attachedMeanwhile_isTakenAwayByHandAlone() {
    Execution execution = begun();
    PolicyTarget ofLast = ofLastStep(execution);
    RevisionProposal proposal = proposeShorter(execution, byAda());
    RevisionProposal byHand = proposeShorter(execution, byAda().appliedByHand());
    attach(ofLast, BY_BOB);
    RevisionProposal known = proposeShorter(execution, RevisionOptions.DEFAULT);
    attach(ofLast, BY_ADA);

    approve(confirm(proposal), "ada");
    approve(confirm(known), "bob");
    for (RevisionProposal overtaken : List.of(proposal, known)) {
      assertThat(revision(overtaken).state()).isEqualTo(RevisionState.OVERTAKEN);
      assertThat(revision(overtaken).outcome()).contains("another policy");
    }
    assertThat(mplp().confirms().policies().find(ofLast)).isPresent();
    assertThat(planned(execution.planId())).hasSize(3);
    approve(confirm(byHand), "ada");
    revisions("carol").apply(byHand.revisionId());
    assertThat(planned(execution.planId())).hasSize(2);
    assertThat(mplp().confirms().policies().find(ofLast)).isEmpty();
  }

  @Test
  void policyOfARemovedStep_thatTheProposerMayTakeAway_goesWithIt() {
    Execution execution = begun();
    PolicyTarget ofLast = ofLastStep(execution);
    attach(ofLast, BY_BOB);
    RevisionProposal proposal = proposeShorter(execution, RevisionOptions.DEFAULT);
    approve(confirm(proposal), "bob");
    assertThat(revision(proposal).state()).isEqualTo(RevisionState.APPLIED);
    assertThat(mplp().confirms().policies().find(ofLast)).isEmpty();
  }

  @Test
  void policies_areReadAsOften_howeverManyStepsAreAddedOrChanged() {
    Execution execution = begun();
    Versioned<Plan> read = read(execution);
    Plan revised = read.value();
    for (int i = 0; i < 30; i++) {
      revised = longer(revised, "check " + i);
    }
    assertThat(policyReads(revised, read.version())).isLessThanOrEqualTo(3);
    Versioned<Plan> long30 = read(execution);
    Plan changed =
        long30
            .value()
            .withSteps(
                long30.value().steps().stream()
                    .map(
                        step ->
                            step.description().startsWith("check")
                                ? step.toBuilder().description("audit").build()
                                : step)
                    .toList());
    assertThat(policyReads(changed, long30.version())).isLessThanOrEqualTo(4);
    assertThat(planned(execution.planId())).hasSize(33).contains("audit");
  }

  /** How often policies are looked up by a revision. */
  private int policyReads(Plan revised, long version) {
    AtomicInteger reads = new AtomicInteger();
    Mplp counted =
        anotherBehind(
            storage ->
                StorageTap.over(
                    storage,
                    call -> {
                      boolean reading = call.name().equals("get") || call.name().equals("list");
                      if (reading
                          && Arrays.toString(call.arguments()).contains(Kinds.APPROVAL_POLICY)) {
                        reads.incrementAndGet();
                      }
                      return call.proceed();
                    }));
    counted.as(Principal.of("carol", "clerk")).plans().revise(revised, version);
    assertThat(reads.get()).as("policies are looked up").isPositive();
    return reads.get();
  }
}
