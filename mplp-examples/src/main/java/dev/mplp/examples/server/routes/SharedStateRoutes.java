package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.ContextRoutes.CONTEXT;

import dev.mplp.NotFoundException;
import dev.mplp.context.Criterion;
import dev.mplp.context.Goal;
import dev.mplp.context.GoalResult;
import dev.mplp.context.Goals;
import dev.mplp.context.SharedState;
import dev.mplp.context.StateEntry;
import dev.mplp.context.StateKey;
import dev.mplp.context.StateSnapshot;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.JsonValue;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;

/** The state that all share who work in a Context, and what is to be reached there. */
final class SharedStateRoutes {

  private static final Param<String> ENTRY =
      Param.path("name", String.class, "which entry, 1 to 128 characters, percent-encoded");
  private static final Param<String> GOAL =
      Param.path("name", String.class, "which goal, 1 to 128 characters, percent-encoded");

  private SharedStateRoutes() {}

  /** A goal without its name, which is in the path. */
  record GoalToSet(String description, Criterion criterion) {}

  static void declare(Routes routes) {
    declareState(routes.group("state", "Shared state of a Context, entry by entry"));
    declareGoals(routes.group("goals", "What is to be reached in a Context"));
  }

  private static void declareState(Routes.Group state) {
    state
        .get("/contexts/{context_id}/state", "getState", "All entries")
        .calls("contexts.state.snapshot")
        .with(CONTEXT)
        .refuses(422)
        .answers(Reply.of(StateSnapshot.class))
        .by(call -> state(call).snapshot());

    state
        .get("/contexts/{context_id}/state-entries", "listStateEntries", "Which entries there are")
        .calls("contexts.state.list")
        .with(CONTEXT)
        .paged()
        .answers(Reply.page(StateEntry.class))
        .by(call -> state(call).list(call.find(AFTER), call.get(LIMIT)));

    state
        .get("/contexts/{context_id}/state/{name}", "getStateEntry", "The value of an entry")
        .calls("contexts.state.get")
        .with(CONTEXT, ENTRY)
        .answers(Reply.versioned(JsonValue.class))
        .by(
            call ->
                state(call)
                    .get(key(call))
                    .orElseThrow(() -> new NotFoundException("entry", call.get(ENTRY))));

    state
        .put("/contexts/{context_id}/state/{name}", "putStateEntry", "Sets an entry")
        .calls("contexts.state.put")
        .with(CONTEXT, ENTRY)
        .ifMatchOrNew()
        .takes(JsonValue.class)
        .answers(Reply.versioned(JsonValue.class))
        .by(call -> state(call).put(key(call), call.body(), call.versionOrNew()));

    state
        .delete("/contexts/{context_id}/state/{name}", "removeStateEntry", "Removes an entry")
        .calls("contexts.state.remove")
        .with(CONTEXT, ENTRY)
        .ifMatch()
        .answers(Reply.done())
        .by(call -> Done.after(() -> state(call).remove(key(call), call.version())));
  }

  private static void declareGoals(Routes.Group goals) {
    goals
        .get("/contexts/{context_id}/goals", "listGoals", "Goals, oldest first")
        .calls("contexts.goals.list")
        .with(CONTEXT)
        .paged()
        .answers(Reply.of(Forms.pageOfVersioned(Goal.class)))
        .by(call -> goals(call).list(call.find(AFTER), call.get(LIMIT)));

    goals
        .get(
            "/contexts/{context_id}/goal-results",
            "evaluateGoals",
            "Goals, compared with the shared state as it is now")
        .calls("contexts.goals.list", "contexts.goals.evaluate")
        .with(CONTEXT)
        .paged()
        .answers(Reply.page(GoalResult.class))
        .by(
            call -> {
              Page<Versioned<Goal>> page = goals(call).list(call.find(AFTER), call.get(LIMIT));
              return new Page<>(
                  goals(call).evaluate(page.map(Versioned::value).items()), page.next());
            });

    goals
        .get("/contexts/{context_id}/goals/{name}", "getGoal", "A goal")
        .calls("contexts.goals.get")
        .with(CONTEXT, GOAL)
        .answers(Reply.versioned(Goal.class))
        .by(
            call ->
                goals(call)
                    .get(call.get(GOAL))
                    .orElseThrow(() -> new NotFoundException("goal", call.get(GOAL))));

    goals
        .put("/contexts/{context_id}/goals/{name}", "putGoal", "Sets a goal")
        .calls("contexts.goals.put")
        .with(CONTEXT, GOAL)
        .ifMatchOrNew()
        .takes(GoalToSet.class)
        .answers(Reply.versioned(Goal.class))
        .by(
            call -> {
              GoalToSet body = call.body();
              Goal goal = new Goal(call.get(GOAL), body.description(), body.criterion());
              return goals(call).put(goal, call.versionOrNew());
            });

    goals
        .delete("/contexts/{context_id}/goals/{name}", "removeGoal", "Removes a goal")
        .calls("contexts.goals.remove")
        .with(CONTEXT, GOAL)
        .ifMatch()
        .answers(Reply.done())
        .by(call -> Done.after(() -> goals(call).remove(call.get(GOAL), call.version())));
  }

  private static SharedState state(Call<?> call) {
    return call.mplp().contexts().state(call.get(CONTEXT));
  }

  private static StateKey<JsonValue> key(Call<?> call) {
    return StateKey.json(call.get(ENTRY));
  }

  private static Goals goals(Call<?> call) {
    return call.mplp().contexts().goals(call.get(CONTEXT));
  }
}
