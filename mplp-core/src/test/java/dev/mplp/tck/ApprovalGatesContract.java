package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.Decision;
import dev.mplp.agent.Growth;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalPolicies.Attached;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** No gate is opened, or gone around, in a way that the policy does not foresee. */
public abstract class ApprovalGatesContract extends ApprovalKit {

  private static final ApprovalRequest ADA = by("ada");
  private static final ApprovalRequest FRIEND = by("friend");
  private static final ApprovalPolicy ANYBODY =
      ApprovalPolicy.anyOf(1, Approver.subject("ada"), Approver.subject("bob"));

  private final AtomicBoolean broken = new AtomicBoolean();

  /** For the storages. */
  protected ApprovalGatesContract() {}

  private static ApprovalRequest by(String subject) {
    return ApprovalRequest.of(ApprovalPolicy.single(Approver.subject(subject)));
  }

  private Execution executes(Plan plan, Gates gates) {
    return as("carol")
        .plans()
        .execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  private void attach(PolicyTarget target, ApprovalRequest request) {
    mplp().confirms().policies().attach(target, request);
  }

  private ConfirmId waitsFor(String subject) {
    eventually(() -> as(subject).confirms().inboxCount().waiting() == 1);
    return as(subject).confirms().inbox(null, 10).items().get(0).confirmId();
  }

  private static PlanStep only(Plan plan) {
    return plan.steps().get(0);
  }

  @Test
  void usedApproval_opensNoGateOfALaterRun() throws Exception {
    broken.set(true);
    mplp().handlers().register("cashier", call -> pays());
    Execution execution = executes(plan("Pay"), Gates.NONE.beforeRole("cashier", ADA));
    ConfirmId first = waitsFor("ada");
    approve(first, "ada");
    assertThat(end(execution).isCompleted()).isFalse();
    broken.set(false);

    Execution resumed = mplp().plans().resume(execution.executionId());

    ConfirmId second = waitsFor("ada");
    assertThat(second).isNotEqualTo(first);
    assertThat(done).hasValue(1);
    assertThat(approval(first).consumed()).isTrue();
    approve(second, "ada");
    assertThat(end(resumed).isCompleted()).isTrue();
    assertThat(done).hasValue(2);
  }

  private StepResult pays() {
    done.incrementAndGet();
    return broken.get()
        ? StepResult.failed(StepError.permanent("BROKEN", "no paper"))
        : StepResult.completed();
  }

  @Test
  void usedDecision_isToldToNoLaterRun() throws Exception {
    broken.set(true);
    mplp()
        .handlers()
        .register(
            "cashier",
            call -> {
              Optional<Decision> decision = call.decision("pay", ADA);
              return decision.isEmpty() ? StepResult.ask("pay", ADA) : pays();
            });
    Execution execution = executes(plan("Pay"), Gates.NONE);
    ConfirmId first = waitsFor("ada");
    approve(first, "ada");
    assertThat(end(execution).isCompleted()).isFalse();
    broken.set(false);

    Execution resumed = mplp().plans().resume(execution.executionId());

    ConfirmId second = waitsFor("ada");
    assertThat(second).isNotEqualTo(first);
    approve(second, "ada");
    assertThat(end(resumed).isCompleted()).isTrue();
    assertThat(done).hasValue(2);
  }

  @Test
  void proposedRule_goesBeforeTheOptions() throws Exception {
    Plan plan = plan("Pay");
    as("bob").plans().propose(plan.planId(), ADA);

    Execution execution = executes(plan, Gates.NONE.beforePlan(FRIEND));

    assertThat(as("friend").confirms().inboxCount().waiting()).isZero();
    approve(waitsFor("ada"), "ada");
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void fork_takesItsPoliciesAlong() throws Exception {
    Plan plan = plan("Pay");
    attach(new PolicyTarget.OfPlan(plan.planId()), ADA);
    attach(new PolicyTarget.OfStep(plan.planId(), only(plan).stepId()), by("bob"));

    Plan fork = as("carol").plans().fork(plan.planId(), ForkOptions.ANEW);

    assertThat(mplp().confirms().policies().list(null, 500).items())
        .contains(
            new Attached(new PolicyTarget.OfPlan(fork.planId()), ADA, "system"),
            new Attached(
                new PolicyTarget.OfStep(fork.planId(), only(fork).stepId()), by("bob"), "system"))
        .hasSize(4);
    assertThat(records("policy.attached")).hasSize(4);
    Execution execution = executes(fork, Gates.NONE.beforePlan(FRIEND));
    approve(waitsFor("ada"), "ada");
    approve(waitsFor("bob"), "bob");
    assertThat(end(execution).isCompleted()).isTrue();
  }

  @Test
  void update_thatPutsAnotherStepInPlace_takesThePolicyAway_andIsForWhoMayDoThat() {
    Plan plan = plan("Pay");
    PolicyTarget ofStep = new PolicyTarget.OfStep(plan.planId(), only(plan).stepId());
    attach(ofStep, ADA);
    long version = mplp().plans().read(plan.planId()).version();
    Plan same = plan.toBuilder().title("Pay at once").build();
    Plan other =
        plan.toBuilder()
            .steps(List.of(only(plan).toBuilder().stepId(StepId.random()).build()))
            .build();

    mplp().plans().update(same, version);
    assertThat(mplp().confirms().policies().find(ofStep)).isPresent();
    mplp().plans().update(other, version + 1);

    assertThat(mplp().confirms().policies().find(ofStep)).isEmpty();
    assertThat(records("policy.detached")).hasSize(1);
  }

  @Test
  void policyOfARole_stopsNoGrowthOfOthers_andHoldsForGrownSteps() throws Exception {
    attach(new PolicyTarget.OfRole("cashier"), ADA);
    PlanStep pay = PlanStep.builder("Pay").agentRole("cashier").build();
    PlanStep tell = PlanStep.builder("Tell").agentRole("clerk").build();
    Plan plan =
        Plan.builder(context().contextId(), "Grows", "See who decides")
            .step("Look", "looker")
            .build();
    mplp().plans().create(plan);
    mplp().handlers().register("looker", call -> StepResult.completedAdding(pay, tell));

    Execution execution = executes(plan, Gates.NONE);

    ConfirmId asked = waitsFor("ada");
    eventually(() -> done.get() == 1);
    assertThat(approval(asked).requestedBy()).isEqualTo("carol");
    assertThat(as("ada").confirms().inbox(null, 10).items())
        .extracting(ApprovalSummary::stepId)
        .containsExactly(pay.stepId());
    approve(asked, "ada");
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(done).hasValue(2);
  }

  @Test
  void gatedStep_thatAGrowthMakesWait_keepsItsGate() throws Exception {
    attach(new PolicyTarget.OfRole("cashier"), ADA);
    PlanStep look = PlanStep.builder("Look").agentRole("looker").build();
    PlanStep pay =
        PlanStep.builder("Pay").agentRole("cashier").dependencies(List.of(look.stepId())).build();
    PlanStep more = PlanStep.builder("Look again").agentRole("clerk").build();
    Plan plan =
        Plan.builder(context().contextId(), "Grows", "See who decides")
            .steps(List.of(look, pay))
            .build();
    mplp().plans().create(plan);
    mplp()
        .handlers()
        .register(
            "looker",
            call ->
                StepResult.completedAdding(
                    JsonObject.empty(), Growth.of(more).joinedBy(pay.stepId(), more.stepId())));

    Execution execution = executes(plan, Gates.NONE);

    approve(waitsFor("ada"), "ada");
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(done).hasValue(2);
  }

  @Test
  void revisedStep_isAskedAboutByItsNewRole_inTheNameOfWhoRevised() throws Exception {
    attach(new PolicyTarget.OfRole("cashier"), ApprovalRequest.of(ANYBODY));
    PlanStep wait = PlanStep.builder("Wait").agentRole("waiter").build();
    PlanStep tell =
        PlanStep.builder("Tell").agentRole("clerk").dependencies(List.of(wait.stepId())).build();
    Plan plan =
        Plan.builder(context().contextId(), "Tell", "See who decides")
            .steps(List.of(wait, tell))
            .build();
    mplp().plans().create(plan);
    CountDownLatch revised = new CountDownLatch(1);
    mplp()
        .handlers()
        .register(
            "waiter",
            call -> {
              assertThat(revised.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
              return StepResult.completed();
            });
    Execution execution = executes(plan, Gates.NONE.beforeStep(tell.stepId(), FRIEND));
    Versioned<Plan> running = mplp().plans().read(plan.planId());
    PlanStep pay = tell.toBuilder().description("Pay").agentRole("cashier").build();

    as("bob")
        .plans()
        .revise(running.value().toBuilder().steps(List.of(wait, pay)).build(), running.version());
    revised.countDown();

    ConfirmId asked = waitsFor("ada");
    assertThat(as("friend").confirms().inboxCount().waiting()).isZero();
    assertThat(approval(asked).requestedBy()).isEqualTo("bob");
    refused("PERMISSION_DENIED", () -> approve(asked, "bob"));
    approve(asked, "ada");
    assertThat(end(execution).isCompleted()).isTrue();
    assertThat(done).hasValue(1);
  }
}
