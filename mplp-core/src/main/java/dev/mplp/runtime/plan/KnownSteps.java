package dev.mplp.runtime.plan;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a plan that grows, read once and then only what came since: so a growth costs what
 * it adds, however many came before. What the steps that were there depend on changes by joins
 * only, and counts for joins only: for those everything is read again when the plan has changed.
 * Not thread-safe.
 */
public final class KnownSteps {

  private final List<PlanStep> steps = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final Map<StepId, Integer> indexes = new HashMap<>();
  private long version;

  /** Reads what came since. */
  void catchUp(PlanStore plans, String tenant, PlanId planId, PlanStore.Head head) {
    plans.eachItem(tenant, planId, head, steps.size(), this::add);
  }

  /** Reads everything again, unless the plan is as it was when that was done last. */
  void readAgain(PlanStore plans, String tenant, PlanId planId, PlanStore.Head head) {
    if (head.version() != version) {
      steps.clear();
      items.clear();
      indexes.clear();
      catchUp(plans, tenant, planId, head);
      version = head.version();
    }
  }

  private void add(Item item) {
    JsonObject json = Wire.object(item.body());
    PlanStep.Builder step =
        PlanStep.builder(text(json, "description")).stepId(StepId.of(text(json, "step_id")));
    JsonValue role = json.get("agent_role");
    if (role != null) {
      step.agentRole(role.asString());
    }
    boolean removed = json.has("removed"); // by a revision: its place stays taken
    JsonValue dependencies = json.get("dependencies");
    if (dependencies != null && !removed) {
      step.dependencies(
          dependencies.asArray().values().stream().map(id -> StepId.of(id.asString())).toList());
    }
    PlanStep built = step.build();
    if (!removed) {
      indexes.put(built.stepId(), steps.size());
    }
    steps.add(built);
    items.add(item);
  }

  private static String text(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }

  int size() {
    return steps.size();
  }

  List<PlanStep> steps() {
    return steps;
  }

  PlanStep step(int index) {
    return steps.get(index);
  }

  /** As it is stored. */
  Item item(int index) {
    return items.get(index);
  }

  /** Where the step is; null when there is none. */
  @Nullable Integer indexOf(StepId stepId) {
    return indexes.get(stepId);
  }
}
