package dev.mplp.runtime.event;

import dev.mplp.agent.StepError;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanStatus;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** Records from what they are about and their bodies. */
final class Entries {

  private Entries() {}

  static JsonObject.Builder planBody(PlanId planId) {
    return Bodies.builder().put("plan_id", planId.value());
  }

  static JsonObject.Builder planBody(PlanId planId, PlanStatus from, PlanStatus to) {
    return planBody(planId).put("from", from.wire()).put("to", to.wire());
  }

  static JsonObject.Builder stepBody(RunRef run, int index) {
    return planBody(run.planId()).put("index", index);
  }

  static JsonObject error(StepError error) {
    return JsonObject.of(
        "code",
        Bodies.clean(error.code()),
        "message",
        Bodies.clean(error.message()),
        "retryable",
        error.retryable());
  }

  static LogEntry of(String type, @Nullable ContextId contextId, JsonObject.Builder body) {
    return LogEntry.of(
        type, contextId == null ? null : contextId.value(), Bodies.bytes(body.build()));
  }

  /** Of a run, and none of its steps. */
  static LogEntry ofRun(String type, RunRef run, JsonObject.Builder body) {
    return of(type, run, null, 0, body);
  }

  static LogEntry of(
      String type, RunRef run, @Nullable StepId stepId, int attempt, JsonObject.Builder body) {
    return of(type, run, stepId, attempt, Bodies.bytes(body.build()));
  }

  static LogEntry of(String type, RunRef run, @Nullable StepId stepId, int attempt, byte[] body) {
    return new LogEntry(
        type,
        run.contextId().value(),
        run.executionId(),
        run.runId(),
        stepId == null ? null : stepId.uuid(),
        attempt,
        body);
  }
}
