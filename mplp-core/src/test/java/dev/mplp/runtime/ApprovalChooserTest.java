package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Principal;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.util.Optional;
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
}
