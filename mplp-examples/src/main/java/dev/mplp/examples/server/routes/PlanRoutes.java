package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanFilter;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanSummary;
import dev.mplp.plan.Plans;

/** Plans: what they say. What is done with them, {@link PlanActionRoutes} has. */
final class PlanRoutes {

  static final Param<PlanId> PLAN = Param.path("plan_id", PlanId.class, "which Plan");
  static final Param<ContextId> IN_CONTEXT =
      Param.query("context_id", ContextId.class, "only those of this Context");
  static final Param<PlanId> OF_PLAN =
      Param.query("plan_id", PlanId.class, "only those of this Plan");

  private static final Param<PlanStatus> STATUS =
      Param.query("status", PlanStatus.class, "only those of this status");

  private PlanRoutes() {}

  static void declare(Routes routes) {
    Routes.Group plans = routes.group("plans", "Plans: steps, and what they wait for");

    plans
        .post("/plans", "createPlan", "Stores a Plan")
        .calls("plans.create")
        .takes(Plan.class)
        .answers(Reply.created(Plan.class, PlanRoutes::pathOf))
        .by(call -> plans(call).create(call.body()));

    plans
        .get("/plans", "listPlans", "Plans without their steps, oldest first")
        .calls("plans.list")
        .with(IN_CONTEXT, STATUS, Archived.PARAM)
        .paged()
        .answers(Reply.page(PlanSummary.class))
        .by(call -> plans(call).list(filter(call), call.find(AFTER), call.get(LIMIT)));

    plans
        .get("/plans/{plan_id}", "getPlan", "A Plan, with the statuses of its latest execution")
        .calls("plans.read")
        .with(PLAN)
        .answers(Reply.versionedAsShown(Plan.class))
        .by(call -> plans(call).read(call.get(PLAN)));

    plans
        .put("/plans/{plan_id}", "replacePlan", "Replaces title, objective and steps of a draft")
        .calls("plans.update")
        .with(PLAN)
        .ifMatch()
        .takes(Plan.class)
        .answers(Reply.versionedAsShown(Plan.class))
        .by(call -> plans(call).update(ofPath(call), call.version()));

    plans
        .patch("/plans/{plan_id}", "patchPlan", "Changes title, objective or steps of a draft")
        .calls("plans.update", "plans.read")
        .with(PLAN)
        .ifMatch()
        .takesPatchOf(Plan.class)
        .answers(Reply.versionedAsShown(Plan.class))
        .by(
            call -> {
              Plan patched = call.patched(PLAN, plans(call).read(call.get(PLAN)));
              return plans(call).update(patched, call.version());
            });

    plans
        .delete("/plans/{plan_id}", "purgePlan", "Removes a Plan for good")
        .calls("plans.purge")
        .with(PLAN)
        .answers(Reply.done())
        .by(call -> Done.after(() -> plans(call).purge(call.get(PLAN))));

    plans
        .get("/plans/{plan_id}/history", "planHistory", "What happened to a Plan and its steps")
        .calls("plans.watch")
        .with(PLAN)
        .with(History.PARAMS)
        .refuses(410, 422, 503)
        .answers(History.REPLY)
        .by(call -> History.of(call, null, plans(call).watch(call.get(PLAN), History.after(call))));
  }

  static Plans plans(Call<?> call) {
    return call.mplp().plans();
  }

  /** The plan in the body, which is the one of the path. */
  static Plan ofPath(Call<Plan> call) {
    return call.sameId(PLAN, "plan_id", call.body().planId());
  }

  static String pathOf(Plan plan) {
    return "/plans/" + plan.planId();
  }

  private static PlanFilter filter(Call<Void> call) {
    PlanStatus status = call.find(STATUS);
    return new PlanFilter(
        call.find(IN_CONTEXT), status, call.get(Archived.PARAM).orAnyIf(status != null));
  }
}
