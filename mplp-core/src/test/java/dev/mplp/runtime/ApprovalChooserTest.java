package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A host chooses approvals by what a plan says. */
class ApprovalChooserTest {

  private static final ApprovalRequest CHIEF = by("chief");
  private static final ApprovalRequest FRIEND = by("friend");

  /** Much money is for the chief, and so are steps that send it. */
  private static final class ByAmount implements ApprovalChooser {
    @Override
    public Optional<ApprovalRequest> beforePlan(Plan plan, Principal starter) {
      return plan.title().contains("000") ? Optional.of(CHIEF) : Optional.empty();
    }

    @Override
    public Optional<ApprovalRequest> beforeStep(Plan plan, PlanStep step, Principal starter) {
      return step.description().equals("Send") ? Optional.of(CHIEF) : Optional.empty();
    }
  }

  private static ApprovalRequest by(String subject) {
    return ApprovalRequest.of(ApprovalPolicy.single(Approver.subject(subject)));
  }

  @Test
  void choice_goesBeforeTheOptions_andAfterWhatIsAttached() {
    try (Mplp mplp = MplpRuntime.builder().approvals(new ByAmount()).build()) {
      Context context = mplp.contexts().open("Loan", Root.of("finance", "test"));
      Plan plan =
          Plan.builder(context.contextId(), "Pay 100000", "See who decides")
              .step("Send", "cashier")
              .step("Tell", "clerk")
              .build();
      mplp.plans().create(plan);
      Gates weaker =
          Gates.NONE
              .beforePlan(FRIEND)
              .beforeStep(plan.steps().get(0).stepId(), FRIEND)
              .beforeRole("clerk", FRIEND);
      ExecutionOptions options = ExecutionOptions.builder().gates(weaker).build();

      DryRun chosen = mplp.plans().dryRun(plan.planId(), options);
      assertThat(chosen.planGate()).isEqualTo(CHIEF);
      assertThat(chosen.stepGates())
          .containsEntry(plan.steps().get(0).stepId(), CHIEF)
          .containsEntry(plan.steps().get(1).stepId(), FRIEND)
          .hasSize(2);

      mplp.confirms().policies().attach(new PolicyTarget.OfRole("cashier"), by("ada"));
      mplp.confirms().policies().attach(new PolicyTarget.OfPlan(plan.planId()), by("bob"));
      DryRun attached = mplp.plans().dryRun(plan.planId(), options);
      assertThat(attached.planGate()).isEqualTo(by("bob"));
      assertThat(attached.stepGates()).containsEntry(plan.steps().get(0).stepId(), by("ada"));
    }
  }

  /** A plan with such a step would be approved as a whole, and "Send" is for the chief. */
  private static final class ByStep implements ApprovalChooser {
    @Override
    public Optional<ApprovalRequest> beforePlan(Plan plan, Principal starter) {
      return plan.steps().stream().anyMatch(step -> step.description().equals("Sell the bank"))
          ? Optional.of(CHIEF)
          : Optional.empty();
    }

    @Override
    public Optional<ApprovalRequest> beforeStep(Plan plan, PlanStep step, Principal starter) {
      assertThat(plan.steps()).extracting(PlanStep::stepId).contains(step.stepId());
      return step.description().equals("Send") ? Optional.of(CHIEF) : Optional.empty();
    }
  }

  @Test
  void choice_isMadeForGrownSteps_andStopsGrowthThatWouldNeedThePlanApproved() {
    try (Stage stage = new Stage(new ByStep())) {
      PlanStep send = PlanStep.builder("Send").agentRole("cashier").build();
      PlanStep tell = PlanStep.builder("Tell").agentRole("clerk").build();
      PlanStep sell = PlanStep.builder("Sell the bank").agentRole("clerk").build();
      stage.mplp.handlers().registerDefault(call -> StepResult.completed());
      stage.mplp.handlers().register("grow", call -> StepResult.completedAdding(send, tell));
      stage.mplp.handlers().register("sell", call -> StepResult.completedAdding(sell));
      Plan growing = stage.mplp.plans().create(stage.plan().step("Look", "grow").build());
      Plan selling = stage.mplp.plans().create(stage.plan().step("Look", "sell").build());
      Mplp chief = stage.mplp.as(Principal.of("chief"));

      Execution grown = stage.mplp.plans().execute(growing.planId());
      Stage.eventually(() -> chief.confirms().inboxCount().waiting() == 1);
      ConfirmId asked = chief.confirms().inbox(null, 1).items().get(0).confirmId();
      chief.confirms().approve(asked, chief.confirms().get(asked).digest(), null);

      assertThat(Stage.end(grown).isCompleted()).isTrue();
      ExecutionResult refused = Stage.end(stage.mplp.plans().execute(selling.planId()));
      assertThat(refused.isCompleted()).isFalse();
      assertThat(refused.steps().get(0).error().message())
          .contains("the host has the plan approved with what is added");
    }
  }

  @Test
  void choice_isMadeForRevisedSteps_andStopsARevisionThatWouldNeedThePlanApproved()
      throws Exception {
    try (Stage stage = new Stage(new ByStep())) {
      CountDownLatch revised = new CountDownLatch(1);
      stage.mplp.handlers().registerDefault(call -> StepResult.completed());
      stage
          .mplp
          .handlers()
          .register(
              "waiter",
              call -> {
                assertThat(revised.await(20, TimeUnit.SECONDS)).isTrue();
                return StepResult.completed();
              });
      Plan plan = stage.mplp.plans().create(stage.plan().step("Wait", "waiter").build());
      Execution execution = stage.mplp.plans().execute(plan.planId());
      Versioned<Plan> running = stage.mplp.plans().read(plan.planId());

      assertThatThrownBy(
              () -> stage.mplp.plans().revise(with(running, "Sell the bank"), running.version()))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("plans().revisions().propose");
      stage.mplp.plans().revise(with(running, "Send"), running.version());
      revised.countDown();

      Mplp chief = stage.mplp.as(Principal.of("chief"));
      Stage.eventually(() -> chief.confirms().inboxCount().waiting() == 1);
      ConfirmId asked = chief.confirms().inbox(null, 1).items().get(0).confirmId();
      chief.confirms().approve(asked, chief.confirms().get(asked).digest(), null);
      assertThat(Stage.end(execution).isCompleted()).isTrue();
    }
  }

  private static Plan with(Versioned<Plan> plan, String description) {
    List<PlanStep> steps = new ArrayList<>(plan.value().steps());
    steps.add(PlanStep.builder(description).agentRole("clerk").build());
    return plan.value().toBuilder().steps(steps).build();
  }
}
