package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.confirm.ApprovalPolicies.Attached;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies that are attached hold whatever the options of an execution say. */
public abstract class ApprovalPoliciesContract extends ApprovalKit {

  private static final ApprovalRequest FRIEND = by("friend");

  /** For the storages. */
  protected ApprovalPoliciesContract() {}

  private static ApprovalRequest by(String subject) {
    return ApprovalRequest.of(ApprovalPolicy.single(Approver.subject(subject)));
  }

  private Execution executes(Plan plan, Gates gates) {
    return as("carol", "clerk")
        .plans()
        .execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  private void waitsFor(String subject) {
    eventually(() -> as(subject).confirms().inboxCount().waiting() == 1);
    ConfirmId id = as(subject).confirms().inbox(null, 10).items().get(0).confirmId();
    approve(id, subject);
  }

  @Test
  void plan_goesBeforeItsContext_andBothBeforeTheOptions() throws Exception {
    Plan ofItsOwn = plan("own");
    Plan other = plan("other");
    mplp()
        .confirms()
        .policies()
        .attach(new PolicyTarget.OfContext(context().contextId()), by("ada"));
    mplp().confirms().policies().attach(new PolicyTarget.OfPlan(ofItsOwn.planId()), by("bob"));
    Gates weaker = Gates.NONE.beforePlan(FRIEND);

    assertThat(mplp().plans().dryRun(other.planId(), ExecutionOptions.DEFAULT).planGate())
        .isEqualTo(by("ada"));
    Execution first = executes(ofItsOwn, weaker);
    waitsFor("bob");
    Execution second = executes(other, weaker);
    waitsFor("ada");

    assertThat(end(first).isCompleted()).isTrue();
    assertThat(end(second).isCompleted()).isTrue();
    assertThat(mplp().confirms().list(ConfirmFilter.all(), null, 10).items())
        .extracting(ConfirmSummary::decisions)
        .containsExactly(1, 1);
  }

  @Test
  void step_goesBeforeItsRole_andBothBeforeTheOptions() throws Exception {
    Plan plan = plan("own");
    StepId step = plan.steps().get(0).stepId();
    Plan other = plan("other");
    mplp().confirms().policies().attach(new PolicyTarget.OfRole("cashier"), by("ada"));
    mplp().confirms().policies().attach(new PolicyTarget.OfStep(plan.planId(), step), by("bob"));
    Gates weaker = Gates.NONE.beforeStep(other.steps().get(0).stepId(), FRIEND);

    Execution first = executes(plan, Gates.NONE.beforeRole("cashier", FRIEND));
    waitsFor("bob");
    Execution second = executes(other, weaker);
    waitsFor("ada");

    assertThat(end(first).isCompleted()).isTrue();
    assertThat(end(second).isCompleted()).isTrue();
  }

  @Test
  void policies_areReplacedListedAndTakenAway() throws Exception {
    Plan plan = plan("own");
    PolicyTarget ofPlan = new PolicyTarget.OfPlan(plan.planId());
    PolicyTarget ofRole = new PolicyTarget.OfRole("nobody");
    assertThat(mplp().confirms().policies().find(ofPlan)).isEmpty();
    assertThat(mplp().confirms().policies().detach(ofPlan)).isFalse();
    as("root").confirms().policies().attach(ofPlan, by("ada"));
    as("root").confirms().policies().attach(ofPlan, by("bob").because("it is much"));
    as("root").confirms().policies().attach(ofRole, by("ada"));

    assertThat(mplp().confirms().policies().find(ofPlan)).hasValue(by("bob").because("it is much"));
    assertThat(mplp().confirms().policies().list(null, 1).items())
        .containsExactly(new Attached(ofPlan, by("bob").because("it is much"), "root"));
    assertThat(mplp().confirms().policies().list(null, 500).items())
        .extracting(Attached::target)
        .containsExactly(ofPlan, ofRole);
    assertThat(mplp().confirms().policies().detach(ofPlan)).isTrue();
    assertThat(end(executes(plan, Gates.NONE)).isCompleted()).isTrue();
    assertThat(records("policy.attached")).hasSize(2);
  }

  @Test
  void policies_goWithTheirPlan() throws Exception {
    Plan plan = plan("own");
    StepId step = plan.steps().get(0).stepId();
    PolicyTarget ofRole = new PolicyTarget.OfRole("nobody");
    mplp().confirms().policies().attach(new PolicyTarget.OfPlan(plan.planId()), by("ada"));
    mplp().confirms().policies().attach(new PolicyTarget.OfStep(plan.planId(), step), by("ada"));
    mplp().confirms().policies().attach(ofRole, by("ada"));

    mplp().plans().purge(plan.planId());

    assertThat(mplp().confirms().policies().list(null, 500).items())
        .extracting(Attached::target)
        .containsExactly(ofRole);
  }

  @Test
  void policies_ofWhatIsNotThere_areRefused() {
    Plan plan = plan("own");
    for (PolicyTarget target :
        List.of(
            new PolicyTarget.OfPlan(PlanId.random()),
            new PolicyTarget.OfStep(PlanId.random(), StepId.random()))) {
      refused("PLAN_NOT_FOUND", () -> mplp().confirms().policies().attach(target, by("ada")));
    }
    refused(
        "STEP_NOT_FOUND",
        () ->
            mplp()
                .confirms()
                .policies()
                .attach(new PolicyTarget.OfStep(plan.planId(), StepId.random()), by("ada")));
    refused(
        "CONTEXT_NOT_FOUND",
        () ->
            mplp()
                .confirms()
                .policies()
                .attach(new PolicyTarget.OfContext(ContextId.random()), by("ada")));
  }
}
