package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.Handlers;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.PlanId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionSummary;
import dev.mplp.plan.Revisions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A plan that is being executed, whose first step waits for the test. */
public abstract class RevisionKit extends ApprovalKit {

  /** Ada decides alone. */
  protected static final ApprovalPolicy BY_ADA = ApprovalPolicy.single(Approver.subject("ada"));

  /** Bob decides alone. */
  protected static final ApprovalPolicy BY_BOB = ApprovalPolicy.single(Approver.subject("bob"));

  private final Map<String, Handlers.Registration> registered = new HashMap<>();
  private final Set<String> descriptions = new ConcurrentSkipListSet<>();

  /** Lets the first step be done. */
  protected CountDownLatch gate = new CountDownLatch(1);

  /** For the kits. */
  protected RevisionKit() {}

  @BeforeEach
  void workWaitsForTheTest() {
    gate = new CountDownLatch(1);
    descriptions.clear();
    registered.clear();
    handle(
        "waiter",
        call -> {
          assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
          return StepResult.completed();
        });
    for (String role : List.of("cashier", "clerk")) {
      handle(
          role,
          call -> {
            descriptions.add(call.description());
            return StepResult.completed();
          });
    }
  }

  @AfterEach
  void letEverythingEnd() {
    gate.countDown();
  }

  /** Does the steps of a role from now on. */
  protected final void handle(String role, StepHandler handler) {
    Handlers.Registration former = registered.remove(role);
    if (former != null) {
      former.close();
    }
    registered.put(role, mplp().handlers().register(role, handler));
  }

  /** Carol executes a plan of which the first step waits. */
  protected final Execution begun() {
    Plan plan = mplp().plans().create(steps("Loan"));
    return as("carol", "clerk").plans().execute(plan.planId());
  }

  /** A plan whose first step waits for the test, and two after each other behind it. */
  protected final Plan steps(String title) {
    PlanBuilder builder = Plan.builder(context().contextId(), title, "See who decides");
    StepRef wait = new StepRef(PlanStep.builder("wait").agentRole("waiter").build());
    StepRef pay = new StepRef(wait.before("pay", "cashier"));
    return builder.step(wait.step()).step(pay.step()).step(pay.before("tell", "clerk")).build();
  }

  /** A step that others wait for. */
  protected record StepRef(PlanStep step) {
    /** One that waits for it. */
    PlanStep before(String description, String role) {
      return PlanStep.builder(description)
          .agentRole(role)
          .dependencies(List.of(step.stepId()))
          .build();
    }
  }

  /** Of somebody. */
  protected final Revisions revisions(String subject) {
    return as(subject, "clerk").plans().revisions();
  }

  /** The plan as it stands. */
  protected final Versioned<Plan> read(Execution execution) {
    return mplp().plans().read(execution.planId());
  }

  /** The plan with one step more, after the first. */
  protected static Plan longer(Plan plan, String description) {
    List<PlanStep> steps = new ArrayList<>(plan.steps());
    steps.add(new StepRef(steps.get(0)).before(description, "clerk"));
    return plan.withSteps(steps);
  }

  /** The plan without its last step. */
  protected static Plan shorter(Plan plan) {
    return plan.withSteps(plan.steps().subList(0, 2));
  }

  /** Carol proposes one step more. */
  protected final RevisionProposal propose(Execution execution, RevisionOptions options) {
    Versioned<Plan> read = read(execution);
    return revisions("carol").propose(longer(read.value(), "check"), read.version(), options);
  }

  /** Carol proposes to leave the last step out. */
  protected final RevisionProposal proposeShorter(Execution execution, RevisionOptions options) {
    Versioned<Plan> read = read(execution);
    return revisions("carol").propose(shorter(read.value()), read.version(), options);
  }

  /** The policy of the last of the three steps. */
  protected final PolicyTarget ofLastStep(Execution execution) {
    return new PolicyTarget.OfStep(
        execution.planId(), read(execution).value().steps().get(2).stepId());
  }

  /** By what it is decided. */
  protected static ConfirmId confirm(RevisionProposal proposal) {
    return Objects.requireNonNull(proposal.confirmId(), "it waits for a Confirm");
  }

  /** Where it stands now. */
  protected final RevisionSummary revision(RevisionProposal proposal) {
    return mplp().plans().revisions().get(proposal.revisionId()).summary();
  }

  /** Attaches a policy. */
  protected final void attach(PolicyTarget target, ApprovalPolicy policy) {
    mplp().confirms().policies().attach(target, ApprovalRequest.of(policy));
  }

  /** What is planned. */
  protected final List<String> planned(PlanId planId) {
    return mplp().plans().get(planId).steps().stream().map(PlanStep::description).toList();
  }

  /** The first step is done, and these follow. */
  protected final void goesOnWith(Execution execution, String... others)
      throws InterruptedException {
    gate.countDown();
    assertThat(execution.await(SOON).isCompleted()).isTrue();
    assertThat(descriptions).containsExactlyInAnyOrder(others);
  }

  /** Ada is asked. */
  protected static RevisionOptions byAda() {
    return RevisionOptions.DEFAULT.approvedBy(ApprovalRequest.of(BY_ADA));
  }
}
