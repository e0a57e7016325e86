package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.Tenant;
import dev.mplp.model.TraceId;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The runtime record of an execution, kind {@value Kinds#EXECUTION}: what the steps' rows do not
 * tell.
 *
 * @param version of the document, 0 before it is stored
 * @param runs ids of the runs, each also that of its Trace; the latest last
 * @param gate the Confirm that the plan waits or waited for
 * @param holds who holds it: {@value #HOLD_USER}, {@value #HOLD_CONTEXT}, {@value #HOLD_BUDGET}; it
 *     goes on when nobody does
 * @param stop why it is being stopped by somebody, null when nobody does
 * @param compensation how what it completed is undone, null when it is not
 */
public record ExecutionRecord(
    long version,
    ExecutionId executionId,
    PlanId planId,
    ContextId contextId,
    ExecutionState state,
    Principal principal,
    ExecutionOptions options,
    List<RunId> runs,
    @Nullable ConfirmId gate,
    Set<String> holds,
    @Nullable Stop stop,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable StepError error,
    @Nullable CompensationRecord compensation) {

  /** Held by {@link dev.mplp.plan.Execution#pause}. */
  public static final String HOLD_USER = "user";

  /** Held because its Context is suspended. */
  public static final String HOLD_CONTEXT = "context";

  /** Held because it used its budget up. */
  public static final String HOLD_BUDGET = "budget";

  /** Copies the collections. */
  public ExecutionRecord {
    runs = List.copyOf(runs);
    holds = Set.copyOf(holds);
  }

  /** The present run. */
  public RunId runId() {
    return runs.get(runs.size() - 1);
  }

  /** The present run with what it belongs to. */
  public RunRef run() {
    return new RunRef(contextId, planId, executionId.uuid(), runId().uuid());
  }

  /** The pass over the steps to undo, with what it belongs to. */
  RunRef run(RunId compensating) {
    return new RunRef(contextId, planId, executionId.uuid(), compensating.uuid());
  }

  /** Whether the present run has ended, with or without something to undo. */
  public boolean isRunOver() {
    return state.isTerminal() || state.isOfCompensation();
  }

  /** Whether something goes on, or somebody has to see to it: then nobody removes it. */
  public boolean isOpen() {
    return !state.isTerminal() || state == ExecutionState.COMPENSATION_FAILED;
  }

  /** A copy whose completed steps are undone, or were, or could not be. */
  ExecutionRecord compensation(
      ExecutionState state, @Nullable Instant endedAt, CompensationRecord compensation) {
    return copy(state, runs, gate, holds, stop, endedAt, error, compensation);
  }

  /** A copy in another state. */
  public ExecutionRecord withState(ExecutionState state) {
    return copy(state, runs, gate, holds, stop, endedAt, error);
  }

  /** A copy that waits for this Confirm. */
  public ExecutionRecord withGate(ConfirmId gate) {
    return copy(state, runs, gate, holds, stop, endedAt, error);
  }

  /** A copy with these holds, PAUSED if there are any and RUNNING if not. */
  public ExecutionRecord withHolds(Set<String> holds) {
    ExecutionState next = holds.isEmpty() ? ExecutionState.RUNNING : ExecutionState.PAUSED;
    return copy(next, runs, gate, holds, stop, endedAt, error);
  }

  /** A copy that is being stopped. */
  public ExecutionRecord stopping(Stop stop) {
    return copy(ExecutionState.STOPPING, runs, gate, Set.of(), stop, endedAt, error);
  }

  /** A copy that ended. */
  public ExecutionRecord ended(ExecutionState state, Instant at, @Nullable StepError error) {
    return copy(state, runs, gate, Set.of(), stop, at, error);
  }

  /** A copy that begins another run. */
  public ExecutionRecord nextRun(RunId runId) {
    List<RunId> more = new ArrayList<>(runs);
    more.add(runId);
    return copy(ExecutionState.RUNNING, more, gate, Set.of(), null, null, null);
  }

  private ExecutionRecord copy(
      ExecutionState state,
      List<RunId> runs,
      @Nullable ConfirmId gate,
      Set<String> holds,
      @Nullable Stop stop,
      @Nullable Instant endedAt,
      @Nullable StepError error) {
    return copy(state, runs, gate, holds, stop, endedAt, error, compensation);
  }

  private ExecutionRecord copy(
      ExecutionState state,
      List<RunId> runs,
      @Nullable ConfirmId gate,
      Set<String> holds,
      @Nullable Stop stop,
      @Nullable Instant endedAt,
      @Nullable StepError error,
      @Nullable CompensationRecord compensation) {
    return new ExecutionRecord(
        version,
        executionId,
        planId,
        contextId,
        state,
        principal,
        options,
        runs,
        gate,
        holds,
        stop,
        startedAt,
        endedAt,
        error,
        compensation);
  }

  /**
   * What callers see.
   *
   * @param budget how it stands with its budget, null when it has none
   */
  ExecutionSnapshot snapshot(@Nullable BudgetStatus budget) {
    return new ExecutionSnapshot(
        executionId,
        planId,
        contextId,
        state,
        runs.stream().map(run -> new TraceId(run.uuid())).toList(),
        gate,
        startedAt,
        endedAt,
        error,
        budget,
        compensationView());
  }

  /** How the undoing of what it completed stands, null when there is none. */
  @Nullable Compensation compensationView() {
    CompensationRecord record = compensation;
    if (record == null) {
      return null;
    }
    return new Compensation(
        executionId,
        planId,
        contextId,
        state,
        record.cause(),
        record.steps(),
        record.runs().stream().map(run -> new TraceId(run.uuid())).toList(),
        record.startedAt(),
        record.endedAt(),
        record.failedStep(),
        record.error(),
        record.abandonedBy(),
        record.reason());
  }

  /** Stores it over the version that was read. */
  public Change put() {
    Map<String, String> index = new LinkedHashMap<>();
    index.put("context_id", contextId.value());
    index.put("plan_id", planId.value());
    index.put("open", String.valueOf(isOpen()));
    if (state.isOfCompensation()) {
      index.put("compensation", state.wire());
    }
    return new Change.PutDocument(
        Kinds.EXECUTION, executionId.value(), version, Wire.bytes(toJson()), index);
  }

  private JsonObject toJson() {
    return JsonObject.builder()
        .put("format", 1)
        .put("plan_id", planId.value())
        .put("context_id", contextId.value())
        .put("state", state.wire())
        .put("subject", principal.subject())
        .put("roles", new TreeSet<>(principal.roles()))
        .put("options", OptionsJson.write(options))
        .put("runs", runs.stream().map(RunId::value).toList())
        .putIfPresent("gate", gate == null ? null : gate.value())
        .put("holds", new TreeSet<>(holds))
        .putIfPresent("stop", stop == null ? null : stop.toJson())
        .put("started_at", startedAt.toString())
        .putIfPresent("ended_at", Times.text(endedAt))
        .putIfPresent("error", error == null ? null : Errors.write(error))
        .putIfPresent("compensation", compensation == null ? null : compensation.toJson())
        .build();
  }

  /** The record in a document. */
  public static ExecutionRecord of(Document document) {
    JsonObject json = Wire.object(document.body());
    JsonValue stop = json.get("stop");
    JsonValue error = json.get("error");
    JsonValue compensation = json.get("compensation");
    return new ExecutionRecord(
        document.version(),
        ExecutionId.of(document.key().id()),
        PlanId.of(string(json, "plan_id")),
        ContextId.of(string(json, "context_id")),
        ExecutionState.of(string(json, "state")),
        new Principal(
            Tenant.of(document.key().tenant()),
            string(json, "subject"),
            Set.copyOf(strings(json, "roles"))),
        OptionsJson.read(Objects.requireNonNull(json.get("options")).asObject()),
        strings(json, "runs").stream().map(RunId::of).toList(),
        json.string("gate").map(ConfirmId::of).orElse(null),
        Set.copyOf(strings(json, "holds")),
        stop == null ? null : Stop.of(stop.asObject()),
        Instant.parse(string(json, "started_at")),
        Times.instant(json, "ended_at"),
        error == null ? null : Errors.read(error.asObject()),
        compensation == null ? null : CompensationRecord.of(compensation.asObject()));
  }

  private static String string(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }

  private static List<String> strings(JsonObject json, String name) {
    JsonArray array = Objects.requireNonNull(json.get(name), name).asArray();
    return array.values().stream().map(JsonValue::asString).collect(Collectors.toList());
  }

  /**
   * Why an execution is being stopped.
   *
   * @param kind {@link #CANCELLED}, {@link #DEADLINE} or {@link #BUDGET}
   * @param reason for people
   */
  public record Stop(String kind, @Nullable String reason) {

    /** By somebody. */
    public static final String CANCELLED = "cancelled";

    /** Its time is over. */
    public static final String DEADLINE = "deadline";

    /** It used more than its budget allows. */
    public static final String BUDGET = "budget";

    JsonObject toJson() {
      return JsonObject.builder().put("kind", kind).putIfPresent("reason", reason).build();
    }

    static Stop of(JsonObject json) {
      return new Stop(string(json, "kind"), json.string("reason").orElse(null));
    }
  }
}
