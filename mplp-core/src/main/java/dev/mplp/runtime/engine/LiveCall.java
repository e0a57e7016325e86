package dev.mplp.runtime.engine;

import dev.mplp.agent.Call;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.plan.StepRecord;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.trace.TraceSegments;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Segment;
import dev.mplp.trace.Traceparent;
import java.util.Map;

/**
 * What a handler or compensator sees of its attempt; what has to be read is read when it is asked
 * for.
 */
abstract class LiveCall implements Call {

  final Attempt attempt;
  final HandlerRights rights;
  final Storage storage;
  final Commits commits;
  private final SegmentLog segments;

  LiveCall(
      Attempt attempt, HandlerRights rights, Storage storage, Commits commits, CountUsage usage) {
    this.attempt = attempt;
    this.rights = rights;
    this.storage = storage;
    this.commits = commits;
    this.segments = new SegmentLog(attempt, storage, commits, usage);
  }

  @Override
  public ContextId contextId() {
    return attempt.info().contextId();
  }

  @Override
  public PlanId planId() {
    return attempt.info().planId();
  }

  @Override
  public ExecutionId executionId() {
    return attempt.executionId();
  }

  @Override
  public RunId runId() {
    return new RunId(attempt.claim().runId());
  }

  @Override
  public StepId stepId() {
    return attempt.stepId();
  }

  @Override
  public String description() {
    return attempt.payload().description();
  }

  @Override
  public String role() {
    return attempt.claim().role();
  }

  @Override
  public Principal principal() {
    return attempt.info().principal();
  }

  @Override
  public int attempt() {
    return attempt.claim().attempt();
  }

  @Override
  public String idempotencyKey() {
    return idempotencyKey(attempt);
  }

  static String idempotencyKey(Attempt attempt) {
    return attempt.executionId() + "/" + attempt.stepId();
  }

  @Override
  public Map<StepId, JsonObject> inputs() {
    rights.check(attempt, HandlerRights.READ);
    return Inputs.of(storage, attempt);
  }

  @Override
  public JsonObject memory() {
    rights.check(attempt, HandlerRights.READ);
    if (attempt.claim().attempt() == 1) {
      return JsonObject.empty();
    }
    return storage
        .work()
        .step(attempt.tenant(), attempt.claim().executionId(), attempt.claim().index())
        .map(step -> StepRecord.of(step.result()).memoryOrEmpty())
        .orElse(JsonObject.empty());
  }

  @Override
  public Segment segment(String label) {
    rights.check(attempt, HandlerRights.TRACE);
    return segments.open(null, label);
  }

  @Override
  public String traceparent() {
    return attempt.traceparent(
        Traceparent.spanId(TraceSegments.stepId(attempt.claim().runId(), attempt.stepId())));
  }

  /** The handler is back. */
  void end() {
    segments.finish();
  }

  @Override
  public boolean isCancelled() {
    return attempt.stop() != Attempt.Stop.NONE;
  }
}
