package dev.mplp.examples.cli.agent;

import dev.mplp.agent.StepCall;
import dev.mplp.model.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step as a program is given it: all of it as JSON, the main parts in the environment as well.
 */
final class StepJson {

  /** The operating system bounds what an environment holds; the JSON has all of it. */
  private static final int LONGEST_VARIABLE = 10_000;

  private StepJson() {}

  static JsonObject of(StepCall call) {
    Map<String, JsonObject> inputs = new TreeMap<>();
    call.inputs().forEach((step, output) -> inputs.put(step.value(), output));
    return JsonObject.builder()
        .put("step_id", call.stepId().value())
        .put("description", call.description())
        .put("role", call.role())
        .put("attempt", call.attempt())
        .put("idempotency_key", call.idempotencyKey())
        .put("context_id", call.contextId().value())
        .put("plan_id", call.planId().value())
        .put("execution_id", call.executionId().value())
        .put("run_id", call.runId().value())
        .put("inputs", JsonObject.copyOf(inputs))
        .build();
  }

  static Map<String, String> environment(StepCall call) {
    return Map.of(
        "MPLP_STEP_ID", call.stepId().value(),
        "MPLP_DESCRIPTION", cut(call.description()),
        "MPLP_ROLE", cut(call.role()),
        "MPLP_ATTEMPT", Integer.toString(call.attempt()),
        "MPLP_IDEMPOTENCY_KEY", call.idempotencyKey());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_VARIABLE ? text : text.substring(0, LONGEST_VARIABLE);
  }
}
