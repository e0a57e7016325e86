package dev.mplp.examples.cli.agent;

import dev.mplp.agent.Call;
import dev.mplp.agent.CompensationCall;
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

  /** A step to be done, or one to be undone, with what it came to. */
  static JsonObject of(Call call) {
    JsonObject step = step(call);
    return call instanceof CompensationCall undo
        ? step.with("undo", true).with("output", undo.output())
        : step;
  }

  private static JsonObject step(Call call) {
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

  static Map<String, String> environment(Call call) {
    return Map.of(
        "MPLP_UNDO", call instanceof CompensationCall ? "1" : "",
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
