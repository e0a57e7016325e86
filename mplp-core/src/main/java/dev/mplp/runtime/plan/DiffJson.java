package dev.mplp.runtime.plan;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Wire;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What makes the steps of a plan others, as it is stored and as it is shown. */
final class DiffJson {

  private DiffJson() {}

  static JsonObject write(PlanDiff diff) {
    return write(diff, DiffJson::step);
  }

  /** For who is to approve it: without the statuses, which are not part of what is proposed. */
  static JsonObject shown(PlanDiff diff) {
    return write(diff, step -> step(step).without("status"));
  }

  private static JsonObject write(PlanDiff diff, Function<PlanStep, JsonObject> step) {
    return JsonObject.of(
        "added",
        diff.added().stream().map(step).toList(),
        "removed",
        diff.removed().stream().map(step).toList(),
        "changed",
        diff.changed().stream()
            .map(
                change ->
                    JsonObject.of(
                        "before", step.apply(change.before()), "after", step.apply(change.after())))
            .toList());
  }

  static PlanDiff read(JsonObject json) {
    return new PlanDiff(
        values(json, "added").stream().map(DiffJson::step).toList(),
        values(json, "removed").stream().map(DiffJson::step).toList(),
        values(json, "changed").stream()
            .map(JsonValue::asObject)
            .map(
                change ->
                    new PlanDiff.Change(
                        step(Objects.requireNonNull(change.get("before"), "before")),
                        step(Objects.requireNonNull(change.get("after"), "after"))))
            .toList());
  }

  private static List<JsonValue> values(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asArray().values();
  }

  private static JsonObject step(PlanStep step) {
    return Wire.json(Shapes.PLAN_STEP, step);
  }

  private static PlanStep step(JsonValue json) {
    return Wire.read(Shapes.PLAN_STEP, Wire.bytes(json));
  }
}
