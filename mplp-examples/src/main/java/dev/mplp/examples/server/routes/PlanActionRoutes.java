package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.routes.PlanRoutes.PLAN;
import static dev.mplp.examples.server.routes.PlanRoutes.plans;

import dev.mplp.NotFoundException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanLock;
import dev.mplp.plan.PlanOrigin;
import dev.mplp.plan.PlanSummary;
import dev.mplp.trace.Traceparent;
import org.jspecify.annotations.Nullable;

/** What is done with Plans: transitions, locks, execution, copies. */
final class PlanActionRoutes {

  private static final Param<String> REASON =
      Param.query("reason", String.class, "why; kept in the log");

  private PlanActionRoutes() {}

  /** What a plan is proposed with; without an approval, the one it was proposed with before. */
  record Proposal(@Nullable ApprovalRequest approval) {}

  /** Why a plan is locked. */
  record LockReason(String reason) {}

  static void declare(Routes routes) {
    Routes.Group plans = routes.group("plan actions", "What is done with Plans");
    declareTransitions(plans);
    declareLock(plans);
    declareCopies(plans);

    plans
        .post("/plans/{plan_id}/execute", "executePlan", "Starts to execute a Plan")
        .calls("plans.execute")
        .with(PLAN)
        .takes(ExecutionOptions.class)
        .answers(Begun.REPLY)
        .by(call -> Begun.of(plans(call).execute(call.get(PLAN), traced(call))));

    plans
        .post("/plans/{plan_id}/dry-run", "dryRunPlan", "What executing a Plan would do")
        .calls("plans.dryRun")
        .with(PLAN)
        .takes(ExecutionOptions.class)
        .answers(Reply.of(DryRun.class))
        .by(call -> plans(call).dryRun(call.get(PLAN), call.body()));

    plans
        .get("/plans/{plan_id}/execution", "latestExecution", "The latest execution of a Plan")
        .calls("plans.latestExecution")
        .with(PLAN)
        .answers(Reply.of(ExecutionSnapshot.class))
        .by(call -> plans(call).latestExecution(call.get(PLAN)).snapshot());
  }

  /** What is executed goes on with the trace of the request, unless the body names another one. */
  private static ExecutionOptions traced(Call<ExecutionOptions> call) {
    ExecutionOptions options = call.body();
    String header = call.exchange().header("traceparent");
    if (header == null || options.traceparent() != null) {
      return options;
    }
    return Traceparent.parse(header)
        .map(caller -> options.toBuilder().traceparent(caller.toString()).build())
        .orElse(options);
  }

  private static void declareTransitions(Routes.Group plans) {
    plans
        .post("/plans/{plan_id}/propose", "proposePlan", "Draft to proposed")
        .calls("plans.propose")
        .with(PLAN)
        .takes(Proposal.class)
        .answers(Reply.of(PlanSummary.class))
        .by(
            call -> {
              ApprovalRequest approval = call.body().approval();
              return approval == null
                  ? plans(call).propose(call.get(PLAN))
                  : plans(call).propose(call.get(PLAN), approval);
            });

    plans
        .post("/plans/{plan_id}/approve", "approvePlan", "To approved, by decision of the caller")
        .calls("plans.approve")
        .with(PLAN)
        .takes(Reason.class)
        .answers(Reply.of(PlanSummary.class))
        .by(call -> plans(call).approve(call.get(PLAN), call.body().reason()));

    plans
        .post("/plans/{plan_id}/reopen", "reopenPlan", "Proposed or approved back to draft")
        .calls("plans.reopen")
        .with(PLAN)
        .takes(Reason.class)
        .answers(Reply.of(PlanSummary.class))
        .by(call -> plans(call).reopen(call.get(PLAN), call.body().reason()));

    plans
        .post("/plans/{plan_id}/cancel", "cancelPlan", "Gives a Plan up, with what is executed")
        .calls("plans.cancel")
        .with(PLAN)
        .takes(Reason.class)
        .answers(Reply.of(PlanSummary.class))
        .by(call -> plans(call).cancel(call.get(PLAN), call.body().reason()));

    plans
        .post("/plans/{plan_id}/archive", "archivePlan", "Puts a Plan away that is over")
        .calls("plans.archive")
        .with(PLAN)
        .answers(Reply.of(PlanSummary.class))
        .by(call -> plans(call).archive(call.get(PLAN)));
  }

  private static void declareLock(Routes.Group plans) {
    plans
        .put("/plans/{plan_id}/lock", "lockPlan", "Locks a Plan against changes and execution")
        .calls("plans.lock")
        .with(PLAN)
        .takes(LockReason.class)
        .answers(Reply.of(PlanLock.class))
        .by(call -> plans(call).lock(call.get(PLAN), call.body().reason()));

    plans
        .get("/plans/{plan_id}/lock", "getPlanLock", "The lock of a Plan")
        .calls("plans.lockOf")
        .with(PLAN)
        .answers(Reply.of(PlanLock.class))
        .by(
            call ->
                plans(call)
                    .lockOf(call.get(PLAN))
                    .orElseThrow(() -> new NotFoundException("lock", call.get(PLAN).value())));

    plans
        .delete("/plans/{plan_id}/lock", "unlockPlan", "Takes the lock of a Plan away")
        .calls("plans.unlock")
        .with(PLAN, REASON)
        .answers(Reply.done())
        .by(call -> Done.after(() -> plans(call).unlock(call.get(PLAN), call.find(REASON))));
  }

  private static void declareCopies(Routes.Group plans) {
    plans
        .post("/plans/{plan_id}/fork", "forkPlan", "Copies a Plan into a new draft")
        .calls("plans.fork", "plans.create")
        .with(PLAN)
        .takes(ForkOptions.class)
        .answers(Reply.created(Plan.class, PlanRoutes::pathOf))
        .by(call -> plans(call).fork(call.get(PLAN), call.body()));

    plans
        .get("/plans/{plan_id}/origin", "planOrigin", "What a Plan is a copy of")
        .calls("plans.origin")
        .with(PLAN)
        .answers(Reply.of(PlanOrigin.class))
        .by(
            call ->
                plans(call)
                    .origin(call.get(PLAN))
                    .orElseThrow(() -> new NotFoundException("origin", call.get(PLAN).value())));
  }
}
