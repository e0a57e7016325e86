package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.agent.Growth;
import dev.mplp.agent.StepError;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.PlanId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.StepId;
import dev.mplp.model.WireName;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.spi.LogEntry;
import dev.mplp.trace.TraceSegment;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says what a record of each type holds: one record per change, enough to render
 * its wire shapes without looking anywhere else.
 */
public final class Records {

  private Records() {}

  /** An object was created. */
  public static LogEntry created(ProtocolObject object, @Nullable ContextId contextId) {
    return of(
        RecordTypes.created(object.module()),
        contextId,
        ObjectBodies.about(object).put(ObjectBodies.OBJECT, ObjectBodies.wire(object)));
  }

  /** The content of an object is another one. */
  public static LogEntry updated(
      ProtocolObject before, ProtocolObject after, @Nullable ContextId contextId) {
    return of(
        RecordTypes.updated(after.module()),
        contextId,
        ObjectBodies.change(
            TeamBodies.updated(ObjectBodies.about(after), before, after), before, after));
  }

  /**
   * An object has another status.
   *
   * @param reason why; null for none
   */
  public static LogEntry moved(
      ProtocolObject before,
      ProtocolObject after,
      @Nullable ContextId contextId,
      WireName from,
      WireName to,
      @Nullable String reason) {
    JsonObject.Builder body =
        Bodies.builder()
            .put(ObjectBodies.idOf(after.module()), after.id().value())
            .put("from", from.wire())
            .put("to", to.wire())
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return of(
        RecordTypes.moved(after.module()),
        contextId,
        ObjectBodies.change(TeamBodies.moved(body, before, after), before, after));
  }

  /** An object was removed for good, with all that belongs to it alone. */
  public static LogEntry purged(ProtocolObject object, @Nullable ContextId contextId) {
    JsonObject.Builder body =
        ObjectBodies.about(object).put(ObjectBodies.idOf(object.module()), object.id().value());
    return of(RecordTypes.purged(object.module()), contextId, body);
  }

  /** A Plan was created, of whatever size. */
  public static LogEntry planCreated(Plan plan) {
    return of(
        RecordTypes.PLAN_CREATED,
        plan.contextId(),
        ObjectBodies.plan(plan).put(ObjectBodies.OBJECT, ObjectBodies.wire(plan)));
  }

  /**
   * A Plan was made from another one.
   *
   * @param origin what it was made from
   */
  public static LogEntry planForked(Plan plan, JsonObject origin) {
    return of(
        RecordTypes.PLAN_CREATED,
        plan.contextId(),
        ObjectBodies.plan(plan)
            .put("origin", origin)
            .put(ObjectBodies.OBJECT, ObjectBodies.wire(plan)));
  }

  /** A Plan was put away. */
  public static LogEntry planArchived(ContextId contextId, PlanId planId) {
    return of(RecordTypes.PLAN_ARCHIVED, contextId, planBody(planId));
  }

  /** A Plan was removed for good, told without its steps. */
  public static LogEntry planPurged(
      ContextId contextId, PlanId planId, String title, PlanStatus status) {
    return of(
        RecordTypes.purged(ModuleName.PLAN),
        contextId,
        planBody(planId).put("title", title).put("status", status.wire()));
  }

  /** The content of a Plan was replaced. */
  public static LogEntry planUpdated(Plan before, Plan after) {
    return of(RecordTypes.PLAN_UPDATED, after.contextId(), ObjectBodies.planChange(before, after));
  }

  /** A Plan has another status, outside a run. */
  public static LogEntry planMoved(
      ContextId contextId, PlanId planId, PlanStatus from, PlanStatus to) {
    return planMoved(contextId, planId, from, to, null);
  }

  /**
   * A Plan has another status, outside a run.
   *
   * @param reason why; null for none
   */
  public static LogEntry planMoved(
      ContextId contextId, PlanId planId, PlanStatus from, PlanStatus to, @Nullable String reason) {
    JsonObject.Builder body =
        planBody(planId, from, to)
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return of(RecordTypes.PLAN_MOVED, contextId, body);
  }

  /**
   * A run began: the plan is in progress.
   *
   * @param from the status that the plan had
   * @param steps how many steps the plan has
   * @param resumedFrom the run that this one takes up; null for the first
   * @param subject on whose behalf
   */
  public static LogEntry runStarted(
      RunRef run, PlanStatus from, int steps, @Nullable UUID resumedFrom, String subject) {
    JsonObject.Builder body =
        planBody(run.planId(), from, PlanStatus.IN_PROGRESS)
            .put("steps", steps)
            .putIfPresent("resumed_from", resumedFrom == null ? null : resumedFrom.toString())
            .put("subject", Bodies.clean(subject));
    return of(RecordTypes.RUN_STARTED, run, null, 0, body);
  }

  /**
   * A run ended, also one that was refused at the gate of its plan and never started.
   *
   * @param from the status that the plan had
   * @param to the status that it has now
   * @param state how the execution ended
   * @param error why it failed; null when it has not
   */
  public static LogEntry runEnded(
      RunRef run, PlanStatus from, PlanStatus to, ExecutionState state, @Nullable StepError error) {
    JsonObject.Builder body =
        planBody(run.planId(), from, to)
            .put("state", state.wire())
            .putIfPresent("error", error == null ? null : error(error));
    return of(RecordTypes.RUN_ENDED, run, null, 0, body);
  }

  /** An attempt did the step. */
  public static LogEntry stepCompleted(
      RunRef run, StepId stepId, int index, int attempt, JsonObject output) {
    String body =
        "{\"v\":"
            + Bodies.VERSION
            + ",\"plan_id\":\""
            + run.planId()
            + "\",\"index\":"
            + index
            + ",\"output\":"
            + output
            + '}';
    return of(RecordTypes.STEP_COMPLETED, run, stepId, attempt, body.getBytes(UTF_8));
  }

  /**
   * An attempt did the step and added others to the plan: with the former content of the plan
   * enough to rebuild it.
   *
   * @param head the plan without its steps, as it is then
   */
  public static LogEntry planGrown(
      RunRef run, StepId stepId, int attempt, Growth growth, JsonObject head) {
    JsonObject.Builder body = ObjectBodies.growth(planBody(run.planId()), growth);
    return of(RecordTypes.PLAN_GROWN, run, stepId, attempt, body.put(ObjectBodies.SET, head));
  }

  /** An attempt failed and the step with it. */
  public static LogEntry stepFailed(
      RunRef run, StepId stepId, int index, int attempt, StepError error) {
    JsonObject.Builder body = stepBody(run, index).put("error", error(error));
    return of(RecordTypes.STEP_FAILED, run, stepId, attempt, body);
  }

  /** An attempt failed and another one follows after {@code delay}. */
  public static LogEntry stepRetried(
      RunRef run, StepId stepId, int index, int attempt, StepError error, Duration delay) {
    JsonObject.Builder body =
        stepBody(run, index).put("error", error(error)).put("delay_ms", delay.toMillis());
    return of(RecordTypes.STEP_RETRIED, run, stepId, attempt, body);
  }

  /**
   * An attempt waits without a worker.
   *
   * @param confirmId the approval that it waits for; null for none
   * @param delay after which it goes on by itself; null when it does not
   */
  public static LogEntry stepParked(
      RunRef run,
      StepId stepId,
      int index,
      int attempt,
      @Nullable ConfirmId confirmId,
      @Nullable Duration delay) {
    JsonObject.Builder body =
        stepBody(run, index)
            .putIfPresent("confirm_id", confirmId == null ? null : confirmId.value())
            .putIfPresent("delay_ms", delay == null ? null : delay.toMillis());
    return of(RecordTypes.STEP_PARKED, run, stepId, attempt, body);
  }

  /** An attempt was cancelled, running or parked, and the step with it. */
  public static LogEntry stepCancelled(
      RunRef run, StepId stepId, int index, int attempt, String reason) {
    JsonObject.Builder body = stepBody(run, index).put("reason", Bodies.clean(reason));
    return of(RecordTypes.STEP_CANCELLED, run, stepId, attempt, body);
  }

  /** An attempt was handed back undone. */
  public static LogEntry stepReleased(RunRef run, StepId stepId, int index, int attempt) {
    return of(RecordTypes.STEP_RELEASED, run, stepId, attempt, stepBody(run, index));
  }

  /**
   * A piece of a handler's work is over.
   *
   * @param segment without a parent when it lies below the attempt itself
   */
  public static LogEntry segmentEnded(
      RunRef run, StepId stepId, int index, int attempt, TraceSegment segment) {
    return of(
        RecordTypes.SEGMENT_ENDED,
        run,
        stepId,
        attempt,
        stepBody(run, index).put("segment", Bodies.segment(segment)));
  }

  /** Somebody holds the execution. */
  public static LogEntry executionPaused(RunRef run, String by) {
    return of(
        RecordTypes.EXECUTION_PAUSED,
        run,
        null,
        0,
        planBody(run.planId()).put("by", Bodies.clean(by)));
  }

  /** Somebody lets the execution go on. */
  public static LogEntry executionUnpaused(RunRef run, String by) {
    return of(
        RecordTypes.EXECUTION_UNPAUSED,
        run,
        null,
        0,
        planBody(run.planId()).put("by", Bodies.clean(by)));
  }

  /**
   * The execution comes to a premature end.
   *
   * @param kind why, for programs, such as {@code cancelled} or {@code deadline}
   * @param reason why, for people; null for none
   */
  public static LogEntry executionStopping(RunRef run, String kind, @Nullable String reason) {
    JsonObject.Builder body =
        planBody(run.planId())
            .put("kind", Bodies.clean(kind))
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return of(RecordTypes.EXECUTION_STOPPING, run, null, 0, body);
  }

  /**
   * An entry of a Context's shared state was set, or removed.
   *
   * @param version of the entry
   * @param value what it holds now; null when it was removed
   */
  public static LogEntry stateChanged(
      ContextId contextId, String name, long version, @Nullable JsonValue value) {
    return entry(RecordTypes.STATE_CHANGED, contextId, name, version, value);
  }

  /** An entry of the shared state of a Context was removed. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public static LogEntry stateRemoved(ContextId contextId, String name, long version) {
    return stateChanged(contextId, name, version, null);
  }

  /**
   * A goal of a Context was set, or removed.
   *
   * @param version of the goal
   * @param goal what it is now; null when it was removed
   */
  public static LogEntry goalChanged(
      ContextId contextId, String name, long version, @Nullable JsonValue goal) {
    return entry(RecordTypes.GOAL_CHANGED, contextId, name, version, goal);
  }

  private static LogEntry entry(
      String type, ContextId contextId, String name, long version, @Nullable JsonValue value) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("context_id", contextId.value())
            .put("name", name)
            .put("version", version);
    if (value == null) {
      body.put("removed", true);
    } else {
      body.put(ObservabilityShape.VALUE, value);
    }
    return of(type, contextId, body);
  }

  /**
   * A module of the active manifest has another status.
   *
   * @param contextId the Context that the manifest was imported with; null for none
   * @param reason why; null for none
   */
  public static LogEntry moduleSwitched(
      CoreManifest before,
      CoreManifest after,
      @Nullable ContextId contextId,
      ModuleName module,
      WireName from,
      WireName to,
      @Nullable String reason) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("core_id", after.coreId().value())
            .put("module", module.wire())
            .put("from", from.wire())
            .put("to", to.wire())
            .putIfPresent("reason", reason == null ? null : Bodies.clean(reason));
    return of(RecordTypes.MODULE_SWITCHED, contextId, ObjectBodies.change(body, before, after));
  }

  /** The host tells of an event. */
  public static LogEntry recorded(ObservabilityEvent event, @Nullable ContextId contextId) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("event_family", event.eventFamily().wire())
            .put("event_type", event.eventType())
            .put(HostEvents.EVENT, HostEvents.wire(event));
    return of(RecordTypes.RECORDED, contextId, body);
  }

  /** Somebody changed what is locked. */
  public static LogEntry lockOverridden(
      ModuleName module, MplpId id, @Nullable ContextId contextId, String by, String reason) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("kind", module.wire())
            .put("id", id.value())
            .put("by", Bodies.clean(by))
            .put("reason", Bodies.clean(reason));
    return of(RecordTypes.LOCK_OVERRIDDEN, contextId, body);
  }

  /** Somebody did an administrative act, told by these members. */
  public static LogEntry administered(JsonObject act) {
    JsonObject.Builder body = Bodies.builder();
    act.members().forEach(body::put);
    return of(RecordTypes.ADMINISTERED, null, body);
  }

  /**
   * An object was adopted as it is, with the events that it brought along. The record of a Trace is
   * found where those of a run are, so that its events are never none.
   */
  public static LogEntry imported(ProtocolObject object, @Nullable ContextId contextId) {
    return new LogEntry(
        RecordTypes.IMPORTED,
        contextId == null ? null : contextId.value(),
        null,
        object.module() == ModuleName.TRACE ? object.id().uuid() : null,
        null,
        0,
        Bodies.bytes(ObjectBodies.imported(object).build()));
  }

  private static JsonObject.Builder planBody(PlanId planId) {
    return Bodies.builder().put("plan_id", planId.value());
  }

  private static JsonObject.Builder planBody(PlanId planId, PlanStatus from, PlanStatus to) {
    return planBody(planId).put("from", from.wire()).put("to", to.wire());
  }

  private static JsonObject.Builder stepBody(RunRef run, int index) {
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

  private static LogEntry of(String type, @Nullable ContextId contextId, JsonObject.Builder body) {
    return LogEntry.of(
        type, contextId == null ? null : contextId.value(), Bodies.bytes(body.build()));
  }

  private static LogEntry of(
      String type, RunRef run, @Nullable StepId stepId, int attempt, JsonObject.Builder body) {
    return of(type, run, stepId, attempt, Bodies.bytes(body.build()));
  }

  private static LogEntry of(
      String type, RunRef run, @Nullable StepId stepId, int attempt, byte[] body) {
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
