package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.PlanRoutes.plans;

import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.RemoteRequest;
import dev.mplp.plan.StepOutcome;
import java.util.function.Consumer;

/** Executions of Plans. */
final class ExecutionRoutes {

  static final Param<ExecutionId> EXECUTION =
      Param.path("execution_id", ExecutionId.class, "which execution");

  private ExecutionRoutes() {}

  static void declare(Routes routes) {
    Routes.Group executions = routes.group("executions", "Executions of Plans");

    executions
        .get("/executions/{execution_id}", "getExecution", "How an execution stands")
        .calls("plans.execution", "execution.snapshot")
        .with(EXECUTION)
        .answers(Reply.of(ExecutionSnapshot.class))
        .by(call -> execution(call).snapshot());

    executions
        .get("/executions/{execution_id}/outcomes", "listOutcomes", "What became of its steps")
        .calls("execution.outcomes")
        .with(EXECUTION)
        .paged()
        .answers(Reply.page(StepOutcome.class))
        .by(call -> execution(call).outcomes(call.find(AFTER), call.get(LIMIT)));

    executions
        .get(
            "/executions/{execution_id}/remote-requests",
            "listRemoteRequests",
            "The steps that agents elsewhere were asked to do")
        .calls("execution.remoteRequests")
        .with(EXECUTION)
        .paged()
        .answers(Reply.page(RemoteRequest.class))
        .by(call -> execution(call).remoteRequests(call.find(AFTER), call.get(LIMIT)));

    executions
        .post("/executions/{execution_id}/pause", "pauseExecution", "Holds it")
        .calls("execution.pause", "plans.execution")
        .with(EXECUTION)
        .answers(Reply.of(ExecutionSnapshot.class))
        .by(call -> after(call, Execution::pause));

    executions
        .post("/executions/{execution_id}/unpause", "unpauseExecution", "Goes on with it")
        .calls("execution.unpause", "plans.execution")
        .with(EXECUTION)
        .answers(Reply.of(ExecutionSnapshot.class))
        .by(call -> after(call, Execution::unpause));

    executions
        .post("/executions/{execution_id}/cancel", "cancelExecution", "Cancels it")
        .calls("execution.cancel", "plans.execution")
        .with(EXECUTION)
        .takes(Reason.class)
        .answers(Reply.of(ExecutionSnapshot.class))
        .by(call -> after(call, execution -> execution.cancel(call.body().reason())));

    executions
        .post("/executions/{execution_id}/resume", "resumeExecution", "Resumes one that failed")
        .calls("plans.resume")
        .with(EXECUTION)
        .answers(Begun.REPLY)
        .by(call -> Begun.of(plans(call).resume(call.get(EXECUTION))));

    executions
        .put("/executions/{execution_id}/budget", "changeBudget", "Gives it another budget")
        .calls("plans.changeBudget")
        .with(EXECUTION)
        .takes(Budget.class)
        .answers(Reply.of(BudgetStatus.class))
        .by(call -> plans(call).changeBudget(call.get(EXECUTION), call.body()));
  }

  static Execution execution(Call<?> call) {
    return plans(call).execution(call.get(EXECUTION));
  }

  private static ExecutionSnapshot after(Call<?> call, Consumer<Execution> act) {
    Execution execution = execution(call);
    act.accept(execution);
    return execution.snapshot();
  }
}
