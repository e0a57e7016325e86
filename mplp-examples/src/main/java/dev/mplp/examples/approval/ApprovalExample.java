package dev.mplp.examples.approval;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;

/** A clerk's plan waits until a manager has looked at it and approved exactly that. */
public final class ApprovalExample {
  private ApprovalExample() {}

  /**
   * Runs the plan and prints what came of it.
   *
   * @param args none
   */
  public static void main(String[] args) throws InterruptedException {
    try (Mplp mplp = MplpRuntime.builder().principal(Principal.of("clerk-7")).build()) {
      mplp.handlers()
          .register("cashier", call -> StepResult.completed(JsonObject.of("paid", true)));
      Context context = mplp.contexts().open("Invoice 88", Root.of("finance", "staging"));
      Plan plan =
          Plan.builder(context.contextId(), "Pay", "Invoice 88 is paid")
              .step("Pay 18,000 EUR to Nordlicht Lighting", "cashier")
              .build();
      mplp.plans().create(plan);

      ApprovalRequest request =
          ApprovalRequest.of(Approver.role("manager")).because("above 10,000");
      ExecutionOptions options =
          ExecutionOptions.builder().gates(Gates.NONE.beforePlan(request)).build();
      Execution execution = mplp.plans().execute(plan.planId(), options);
      System.out.println(execution.snapshot().state()); // AWAITING_APPROVAL

      Mplp manager = mplp.as(Principal.of("ada", "manager"));
      ApprovalSummary waiting = manager.confirms().inbox(null, 10).items().get(0);
      Approval asked = manager.confirms().get(waiting.confirmId());
      System.out.println(asked.content()); // what the digest was made of
      manager.confirms().approve(asked.confirm().confirmId(), asked.digest(), "agreed");

      System.out.println(execution.await(Duration.ofMinutes(1)).execution().state()); // COMPLETED
    }
  }
}
