package dev.mplp.runtime.context;

import dev.mplp.context.Comparison;
import dev.mplp.context.Criterion;
import dev.mplp.context.Goal;
import dev.mplp.context.GoalResult;
import dev.mplp.context.Goals;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.StateRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The goals of a Context for a caller. */
final class GoalService implements Goals {

  private final Caller caller;
  private final ContextId contextId;
  private final ContextEntries goals;
  private final ContextEntries state;

  GoalService(Caller caller, ContextId contextId) {
    this.caller = caller;
    this.contextId = contextId;
    this.goals = new ContextEntries(caller, Kinds.GOAL, contextId);
    this.state = new ContextEntries(caller, Kinds.STATE, contextId);
  }

  @Override
  public Optional<Versioned<Goal>> get(String name) {
    caller.may(ModuleName.CONTEXT, "read_goals", contextId);
    return goals.find(name).map(GoalService::read);
  }

  private static Versioned<Goal> read(Document document) {
    JsonObject json = Wire.object(document.body());
    Criterion criterion =
        new Criterion(
            text(json, "metric"),
            Comparison.of(text(json, "comparison")),
            Objects.requireNonNull(json.get("value"), "value"));
    return new Versioned<>(
        new Goal(text(json, "name"), text(json, "description"), criterion), document.version());
  }

  private static String text(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }

  private static JsonObject json(Goal goal) {
    return JsonObject.builder()
        .put("name", goal.name())
        .put("description", goal.description())
        .put("metric", goal.criterion().metric())
        .put("comparison", goal.criterion().comparison().wire())
        .put("value", goal.criterion().value())
        .build();
  }

  @Override
  public Versioned<Goal> put(Goal goal, long version) {
    caller.may(ModuleName.CONTEXT, "write_goals", contextId);
    JsonObject json = json(goal);
    goals.put(
        goal.name(),
        version,
        json.with("format", 1),
        StateRecords.goalChanged(contextId, goal.name(), version + 1, json));
    return new Versioned<>(goal, version + 1);
  }

  @Override
  public void remove(String name, long version) {
    caller.may(ModuleName.CONTEXT, "write_goals", contextId);
    goals.remove(name, version, StateRecords.goalChanged(contextId, name, version, null));
  }

  @Override
  public Page<Versioned<Goal>> list(@Nullable Cursor after, int limit) {
    caller.may(ModuleName.CONTEXT, "read_goals", contextId);
    return Listing.page(
        caller.storage(),
        caller.tenant(),
        Kinds.GOAL,
        goals.index(),
        after,
        limit,
        GoalService::read);
  }

  @Override
  public List<GoalResult> evaluate(List<Goal> asked) {
    caller.may(ModuleName.CONTEXT, "read_goals", contextId);
    return asked.stream().map(this::evaluate).toList();
  }

  private GoalResult evaluate(Goal goal) {
    JsonValue actual =
        state
            .find(goal.criterion().metric())
            .map(document -> Wire.object(document.body()).get("value"))
            .orElse(null);
    return new GoalResult(goal, actual, actual != null && goal.criterion().isMetBy(actual));
  }
}
