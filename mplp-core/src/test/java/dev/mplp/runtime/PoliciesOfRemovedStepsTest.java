package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.spi.Authorizer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A step with a policy of its own leaves its plan by who may take the policy away. */
class PoliciesOfRemovedStepsTest {

  private static Authorizer.Verdict decide(Authorizer.Act act) {
    boolean clerk = act.principal().subject().equals("clerk");
    return clerk && act.capability().equals("confirm.detach")
        ? Authorizer.Verdict.denied("clerks detach nothing")
        : Authorizer.Verdict.allowed();
  }

  @Test
  void step_withAPolicy_isNotReplacedByWhoMayNotDetachIt() {
    try (Mplp mplp = MplpRuntime.builder().authorizer(PoliciesOfRemovedStepsTest::decide).build()) {
      Context context = mplp.contexts().open("Loan", Root.of("finance", "test"));
      Plan plan =
          Plan.builder(context.contextId(), "Pay", "See who decides")
              .step("Send", "cashier")
              .step("Tell", "clerk")
              .build();
      mplp.plans().create(plan);
      PlanStep send = plan.steps().get(0);
      PlanStep tell = plan.steps().get(1);
      PolicyTarget ofSend = new PolicyTarget.OfStep(plan.planId(), send.stepId());
      mplp.confirms().policies().attach(ofSend, ApprovalRequest.of(Approver.subject("ada")));
      Mplp clerk = mplp.as(Principal.of("clerk"));
      long version = mplp.plans().read(plan.planId()).version();
      PlanStep sendAnother = send.toBuilder().stepId(StepId.random()).build();

      assertThatThrownBy(
              () ->
                  clerk
                      .plans()
                      .update(plan.toBuilder().steps(List.of(sendAnother, tell)).build(), version))
          .isInstanceOf(PermissionDeniedException.class)
          .hasMessageContaining("confirm.detach");
      assertThat(mplp.confirms().policies().find(ofSend)).isPresent();
      assertThat(clerk.plans().get(plan.planId()).steps()).contains(send);
      clerk.plans().update(plan.toBuilder().steps(List.of(send)).build(), version);

      mplp.plans().update(plan.toBuilder().steps(List.of(tell)).build(), version + 1);
      assertThat(mplp.confirms().policies().find(ofSend)).isEmpty();
    }
  }
}
