package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ObjectId;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.event.RunRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an approval opens: a plan, a step of it, a question of a step's handler, or a proposed
 * revision of a plan that is being executed; or what a host does itself.
 *
 * @param ofRun the run that asked, or that used the approval up; null for that of a host
 * @param step null for the gates before the plan and before a revision, and for that of a host
 * @param revision the proposed revision; null for the other gates
 * @param target what a host asks for; null for the gates of a run
 */
public record Gate(
    ContextId contextId,
    @Nullable RunRef ofRun,
    @Nullable GatedStep step,
    @Nullable RevisionId revision,
    @Nullable HostTarget target) {

  /** The gate before a plan or a step. */
  public Gate(
      ContextId contextId,
      PlanId planId,
      ExecutionId executionId,
      RunId runId,
      @Nullable GatedStep step) {
    this(contextId, planId, executionId, runId, step, null);
  }

  /** A gate of a run. */
  public Gate(
      ContextId contextId,
      PlanId planId,
      ExecutionId executionId,
      RunId runId,
      @Nullable GatedStep step,
      @Nullable RevisionId revision) {
    this(
        contextId,
        new RunRef(contextId, planId, executionId.uuid(), runId.uuid()),
        step,
        revision,
        null);
  }

  /** That of a host. */
  static Gate ofHost(ContextId contextId, HostTarget target) {
    return new Gate(contextId, null, null, null, target);
  }

  /** The run for its records; a host's gate has none. */
  public RunRef run() {
    return Objects.requireNonNull(ofRun, "the gate of a host is of no run");
  }

  /** The plan; a host's gate has none. */
  public PlanId planId() {
    return run().planId();
  }

  /** The execution; a host's gate has none. */
  public ExecutionId executionId() {
    return new ExecutionId(run().executionId());
  }

  /** The run; a host's gate has none. */
  public RunId runId() {
    return new RunId(run().runId());
  }

  /** Whether it is of a run, which opens it. */
  public boolean isOfRun() {
    return ofRun != null;
  }

  /** Whether what is approved is a stored object, which may change until the gate is opened. */
  boolean isReadAnew() {
    return target == null ? isBeforePlan() : target.module() != null;
  }

  /** What kind of object the Confirm is about. */
  ConfirmTarget targetType() {
    return target == null ? ConfirmTarget.PLAN : target.type();
  }

  /** What the Confirm is about. */
  ObjectId targetId() {
    return target == null ? ObjectId.from(planId()) : target.id();
  }

  /**
   * The step behind a gate.
   *
   * @param question null for the gate before the step, else the handler's name for what it asks
   */
  public record GatedStep(StepId stepId, int index, @Nullable String question) {}

  /**
   * Under which id {@link dev.mplp.runtime.store.Kinds#GATE} names the Confirm that it waits for.
   */
  public String key() {
    if (revision != null) {
      return "revision/" + revision.value();
    }
    if (step == null) {
      return executionId().value();
    }
    return stepKey(executionId(), step.index(), step.question());
  }

  /** The key of a step's gate. */
  public static String stepKey(ExecutionId executionId, int index, @Nullable String question) {
    String key = executionId.value() + '/' + index;
    return question == null ? key : key + '/' + question;
  }

  /** The same gate in another run. */
  Gate inRun(RunId run) {
    return new Gate(contextId, planId(), executionId(), run, step, revision);
  }

  /** Whether it is before the plan as a whole, whose content may change until it is opened. */
  public boolean isBeforePlan() {
    return isOfRun() && step == null && revision == null;
  }

  /** The step's id, null for the gate before the plan. */
  public @Nullable StepId stepId() {
    return step == null ? null : step.stepId();
  }

  JsonObject toJson() {
    JsonObject.Builder json = JsonObject.builder().put("context_id", contextId.value());
    if (target != null) {
      return json.put("target", target.toJson()).build();
    }
    json.put("plan_id", planId().value())
        .put("execution_id", executionId().value())
        .put("run_id", runId().value())
        .putIfPresent("revision_id", revision == null ? null : revision.value());
    if (step != null) {
      json.put("step_id", step.stepId().value())
          .put("index", step.index())
          .putIfPresent("question", step.question());
    }
    return json.build();
  }

  static Gate of(JsonObject json) {
    JsonValue target = json.get("target");
    if (target != null) {
      return ofHost(ContextId.of(string(json, "context_id")), HostTarget.of(target.asObject()));
    }
    JsonValue step = json.get("step_id");
    return new Gate(
        ContextId.of(string(json, "context_id")),
        PlanId.of(string(json, "plan_id")),
        ExecutionId.of(string(json, "execution_id")),
        RunId.of(string(json, "run_id")),
        step == null
            ? null
            : new GatedStep(
                StepId.of(step.asString()),
                Objects.requireNonNull(json.get("index")).asInt(),
                json.string("question").orElse(null)),
        json.string("revision_id").map(RevisionId::of).orElse(null));
  }

  private static String string(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }
}
