package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.ConfirmRoutes.confirms;

import dev.mplp.NotFoundException;
import dev.mplp.confirm.ApprovalPolicies;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.StepId;
import java.util.function.Function;

/** The policies of approvals that are attached to Plans, steps, roles and Contexts. */
final class ApprovalPolicyRoutes {

  private static final Param<StepId> STEP = Param.path("step_id", StepId.class, "which step");
  private static final Param<String> ROLE =
      Param.path("role", String.class, "the agent_role of steps, percent-encoded");

  private ApprovalPolicyRoutes() {}

  static void declare(Routes routes) {
    Routes.Group policies =
        routes.group("approval policies", "Which approvals Plans, steps and Contexts need");

    policies
        .get("/approval-policies", "listPolicies", "Everything that is attached, oldest first")
        .calls("confirms.policies.list")
        .paged()
        .answers(Reply.page(ApprovalPolicies.Attached.class))
        .by(call -> confirms(call).policies().list(call.find(AFTER), call.get(LIMIT)));

    declare(
        policies,
        "/plans/{plan_id}",
        "Plan",
        call -> new PolicyTarget.OfPlan(call.get(PlanRoutes.PLAN)),
        PlanRoutes.PLAN);
    declare(
        policies,
        "/plans/{plan_id}/steps/{step_id}",
        "Step",
        call -> new PolicyTarget.OfStep(call.get(PlanRoutes.PLAN), call.get(STEP)),
        PlanRoutes.PLAN,
        STEP);
    declare(
        policies,
        "/contexts/{context_id}",
        "Context",
        call -> new PolicyTarget.OfContext(call.get(ContextRoutes.CONTEXT)),
        ContextRoutes.CONTEXT);
    declare(
        policies,
        "/agent-roles/{role}",
        "AgentRole",
        call -> new PolicyTarget.OfRole(call.get(ROLE)),
        ROLE);
  }

  /** The policy of one kind of target: it is attached, seen and detached in the same way. */
  private static void declare(
      Routes.Group policies,
      String path,
      String kind,
      Function<Call<?>, PolicyTarget> target,
      Param<?>... parts) {
    String place = path + "/approval-policy";

    policies
        .put(place, "attachPolicyTo" + kind, "Attaches a policy, in place of a former one")
        .calls("confirms.policies.attach")
        .with(parts)
        .takes(ApprovalRequest.class)
        .answers(Reply.done())
        .by(
            call ->
                Done.after(
                    () -> confirms(call).policies().attach(target.apply(call), call.body())));

    policies
        .get(place, "getPolicyOf" + kind, "The policy that is attached to exactly this")
        .calls("confirms.policies.find")
        .with(parts)
        .answers(Reply.of(ApprovalRequest.class))
        .by(
            call ->
                confirms(call)
                    .policies()
                    .find(target.apply(call))
                    .orElseThrow(() -> new NotFoundException("policy", "here")));

    policies
        .delete(place, "detachPolicyFrom" + kind, "Takes the policy away, if there is one")
        .calls("confirms.policies.detach")
        .with(parts)
        .answers(Reply.done())
        .by(call -> Done.after(() -> confirms(call).policies().detach(target.apply(call))));
  }
}
