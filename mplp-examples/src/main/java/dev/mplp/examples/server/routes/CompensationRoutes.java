package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.ExecutionRoutes.EXECUTION;

import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.CompensationFilter;
import dev.mplp.plan.Compensations;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.StepCompensation;

/** What is undone of executions. */
final class CompensationRoutes {

  private static final Param<ExecutionState> STATE =
      Param.query(
          "state",
          ExecutionState.class,
          ExecutionState.COMPENSATION_FAILED,
          "where they stand, a state of compensations");

  private CompensationRoutes() {}

  /** Why a compensation is given up. */
  record ReasonToAbandon(String reason) {}

  static void declare(Routes routes) {
    Routes.Group compensations = routes.group("compensations", "What is undone of executions");

    compensations
        .get("/compensations", "listCompensations", "Compensations of one state, oldest first")
        .calls("compensations.list")
        .with(PlanRoutes.IN_CONTEXT, PlanRoutes.OF_PLAN, STATE)
        .paged()
        .refuses(422)
        .answers(Reply.page(Compensation.class))
        .by(call -> compensations(call).list(filter(call), call.find(AFTER), call.get(LIMIT)));

    compensations
        .get("/executions/{execution_id}/compensation", "getCompensation", "How it stands")
        .calls("compensations.get")
        .with(EXECUTION)
        .answers(Reply.of(Compensation.class))
        .by(call -> compensations(call).get(call.get(EXECUTION)));

    compensations
        .get(
            "/executions/{execution_id}/compensation/steps",
            "listCompensationSteps",
            "Its steps in the order in which they are undone")
        .calls("compensations.steps")
        .with(EXECUTION)
        .paged()
        .answers(Reply.page(StepCompensation.class))
        .by(
            call ->
                compensations(call).steps(call.get(EXECUTION), call.find(AFTER), call.get(LIMIT)));

    compensations
        .post(
            "/executions/{execution_id}/compensation/retry",
            "retryCompensation",
            "Goes on with one that failed")
        .calls("compensations.retry", "plans.execution")
        .with(EXECUTION)
        .takes(Reason.class)
        .answers(Begun.REPLY)
        .by(
            call -> {
              Execution execution =
                  ExecutionRoutes.execution(call); // who may not see it is told now
              compensations(call).retry(call.get(EXECUTION), call.body().reason());
              return Begun.of(execution);
            });

    compensations
        .post(
            "/executions/{execution_id}/compensation/abandon",
            "abandonCompensation",
            "Gives one up that failed or does not get on")
        .calls("compensations.abandon", "plans.execution")
        .with(EXECUTION)
        .takes(ReasonToAbandon.class)
        .answers(Reply.of(Begun.class))
        .by(
            call -> {
              Execution execution =
                  ExecutionRoutes.execution(call); // who may not see it is told now
              compensations(call).abandon(call.get(EXECUTION), call.body().reason());
              return Begun.of(execution);
            });
  }

  private static Compensations compensations(Call<?> call) {
    return call.mplp().compensations();
  }

  private static CompensationFilter filter(Call<?> call) {
    return new CompensationFilter(
        call.find(PlanRoutes.IN_CONTEXT), call.find(PlanRoutes.OF_PLAN), call.get(STATE));
  }
}
