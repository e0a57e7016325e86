package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.routes.PlanRoutes.plans;

import dev.mplp.NotFoundException;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.plan.Budget;
import dev.mplp.plan.Limit;
import java.time.Duration;

/** What the executions of the tenant may use. */
final class LimitRoutes {

  private static final Param<Limit.Kind> KIND =
      Param.path("kind", Limit.Kind.class, "what is limited");
  private static final Param<String> ROLE =
      Param.query("role", String.class, "the role whose steps are limited; absent for all");

  private LimitRoutes() {}

  static void declare(Routes routes) {
    Routes.Group limits = routes.group("limits", "What the executions of the tenant may use");

    limits
        .get("/limits", "listLimits", "The limits of the tenant, at most 500")
        .calls("plans.limits.list")
        .answers(Reply.of(Forms.list(Limit.class)))
        .by(call -> plans(call).limits().list());

    limits
        .post("/limits", "setLimit", "Sets a limit, in place of one of the same kind and role")
        .calls("plans.limits.set")
        .takes(Limit.class)
        .answers(Reply.done())
        .by(call -> Done.after(() -> plans(call).limits().set(call.body())));

    limits
        .delete("/limits/{kind}", "removeLimit", "Takes a limit away")
        .calls("plans.limits.remove")
        .with(KIND, ROLE)
        .answers(Reply.done())
        .by(
            call -> {
              boolean isRate = call.get(KIND) == Limit.Kind.RATE;
              Duration per = isRate ? Duration.ofSeconds(1) : Duration.ZERO;
              Limit limit = new Limit(call.find(ROLE), call.get(KIND), 1, per);
              return Done.after(() -> plans(call).limits().remove(limit));
            });

    limits
        .get("/default-budget", "getDefaultBudget", "The budget of executions that bring none")
        .calls("plans.limits.defaultBudget")
        .refuses(404)
        .answers(Reply.of(Budget.class))
        .by(
            call ->
                plans(call)
                    .limits()
                    .defaultBudget()
                    .orElseThrow(() -> new NotFoundException("budget", "of the tenant")));

    limits
        .put("/default-budget", "setDefaultBudget", "Sets the budget of executions without one")
        .calls("plans.limits.setDefaultBudget")
        .takes(Budget.class)
        .answers(Reply.done())
        .by(call -> Done.after(() -> plans(call).limits().setDefaultBudget(call.body())));

    limits
        .delete("/default-budget", "removeDefaultBudget", "Executions without a budget have none")
        .calls("plans.limits.setDefaultBudget")
        .answers(Reply.done())
        .by(call -> Done.after(() -> plans(call).limits().setDefaultBudget(null)));
  }
}
