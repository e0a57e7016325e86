package dev.mplp.runtime.event;

import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.model.JsonObject;
import java.util.function.Function;

/** An event of the single-agent profile that a record is rendered to: one agent is one run. */
record SaShape(SaEventType eventType, Function<Fact, JsonObject> payload) {

  private static final JsonObject LOST =
      JsonObject.of(
          "code",
          "WORKER_LOST",
          "message",
          "the worker stopped or lost its lease while it ran the step",
          "retryable",
          true);

  static final SaShape INITIALIZED =
      new SaShape(
          SaEventType.INITIALIZED,
          fact -> pick(fact, "execution_id", "subject", "resumed_from").build());

  static final SaShape CONTEXT_LOADED =
      new SaShape(
          SaEventType.CONTEXT_LOADED,
          fact -> JsonObject.builder().putIfPresent("context_id", fact.contextId()).build());

  static final SaShape PLAN_EVALUATED =
      new SaShape(SaEventType.PLAN_EVALUATED, fact -> pick(fact, "plan_id", "steps").build());

  static final SaShape STEP_STARTED =
      new SaShape(
          SaEventType.STEP_STARTED,
          fact -> pick(fact, "step_id", "agent_role", "description", "attempt").build());

  static final SaShape STEP_COMPLETED =
      new SaShape(
          SaEventType.STEP_COMPLETED,
          fact ->
              pick(fact, "step_id", "attempt")
                  .put("status", "completed")
                  .putIfPresent("result", fact.get("output"))
                  .build());

  static final SaShape TRACE_EMITTED =
      new SaShape(
          SaEventType.TRACE_EMITTED,
          fact ->
              JsonObject.builder()
                  .put("trace_id", fact.runId().value())
                  .put("outcome", fact.text("state"))
                  .build());

  static final SaShape COMPLETED =
      new SaShape(
          SaEventType.COMPLETED,
          fact ->
              pick(fact, "execution_id", "error")
                  .put("outcome", fact.text("state"))
                  .put("plan_status", fact.text("to"))
                  .build());

  /**
   * The attempt ended without a result.
   *
   * @param outcome what became of it, as the payload tells
   */
  static SaShape failed(String outcome) {
    return new SaShape(
        SaEventType.STEP_FAILED,
        fact -> {
          JsonObject.Builder payload =
              pick(fact, "step_id", "attempt", "error", "delay_ms", "reason")
                  .put("status", "failed")
                  .put("outcome", outcome);
          return (outcome.equals("lost") ? payload.put("error", LOST) : payload).build();
        });
  }

  SaEvent render(Fact fact) {
    String runId = fact.runId().value();
    return SaEvent.builder(fact.derivedId(eventType.wire()), eventType, fact.time(), runId)
        .contextId(fact.contextId())
        .planId(fact.find("plan_id"))
        .traceId(runId)
        .payload(payload.apply(fact))
        .build();
  }

  private static JsonObject.Builder pick(Fact fact, String... names) {
    JsonObject.Builder picked = JsonObject.builder();
    for (String name : names) {
      picked.putIfPresent(name, fact.get(name));
    }
    return picked;
  }
}
