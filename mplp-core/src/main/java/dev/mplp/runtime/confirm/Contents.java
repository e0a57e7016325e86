package dev.mplp.runtime.confirm;

import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.plan.PlanStore;
import dev.mplp.runtime.store.Wire;

/**
 * What exactly is approved at a gate: the JSON that the digest is made of.
 *
 * <ul>
 *   <li>Before a plan: the plan, without what its life changes by itself; with content asked for in
 *       addition {@code {"target": <that>, "content": ...}}.
 *   <li>Before a revision of a plan: {@code {"target", "difference"}}, the plan as it is to be and
 *       what becomes another; with {@code "content"}, if more was asked for.
 *   <li>Before a step and for a handler's question: {@code {"plan_digest", "step", "inputs",
 *       "content"}}; the plan by its digest, so that a gate costs the same in a plan of any size.
 * </ul>
 */
public final class Contents {

  private Contents() {}

  /** The content of the gate before a plan. */
  public static JsonObject ofPlan(Plan plan, JsonObject extra) {
    return ofObject(Digest.content(Wire.json(plan)), extra);
  }

  /** The content of an approval of an object, with what is shown in addition. */
  static JsonObject ofObject(JsonObject target, JsonObject extra) {
    return extra.isEmpty() ? target : JsonObject.of("target", target, "content", extra);
  }

  /** The content of the gate before a revision of a plan. */
  public static JsonObject ofRevision(Plan revised, JsonObject difference, JsonObject extra) {
    return JsonObject.builder()
        .put("target", Digest.content(Wire.json(revised)))
        .put("difference", difference)
        .putIfPresent("content", extra.isEmpty() ? null : extra)
        .build();
  }

  /** The content of the gate before a plan as it is stored now. */
  static JsonObject ofPlan(PlanStore plans, String tenant, Gate gate, JsonObject extra) {
    PlanStore.Head head = plans.head(tenant, gate.planId());
    return ofPlan(plans.assemble(tenant, gate.planId(), head), extra);
  }

  /** The content of a step's gate. */
  public static JsonObject ofStep(
      String planDigest, JsonObject step, JsonObject inputs, JsonObject extra) {
    return JsonObject.builder()
        .put("plan_digest", planDigest)
        .put("step", step)
        .put("inputs", inputs)
        .put("content", extra)
        .build();
  }

  /** The digest of a plan, as {@link #ofStep} wants it. */
  public static String planDigest(Plan plan) {
    return Digest.of(ofPlan(plan, JsonObject.empty()));
  }

  /** A step without its status. */
  public static JsonObject step(PlanStep step) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("step_id", step.stepId().value())
            .put("description", step.description())
            .putIfPresent("agent_role", step.agentRole());
    return json.build();
  }
}
