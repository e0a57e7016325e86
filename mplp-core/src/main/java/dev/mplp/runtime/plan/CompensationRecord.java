package dev.mplp.runtime.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.runtime.store.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The undoing of an execution's completed steps, a part of its record. The steps to undo are work
 * of their own in the storage, which says that it compensates the execution.
 *
 * @param workId names that work
 * @param cause what the run came to: FAILED or CANCELLED
 * @param steps how many are to be undone
 * @param runs ids of the passes over them, each also that of its Trace; the latest last
 */
record CompensationRecord(
    UUID workId,
    ExecutionState cause,
    int steps,
    List<RunId> runs,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable StepId failedStep,
    @Nullable StepError error,
    @Nullable String abandonedBy,
    @Nullable String reason) {

  /** Copies the list. */
  CompensationRecord {
    runs = List.copyOf(runs);
  }

  /** One that begins. */
  static CompensationRecord begun(ExecutionState cause, int steps, RunId run, Instant now) {
    return new CompensationRecord(
        UUID.randomUUID(), cause, steps, List.of(run), now, null, null, null, null, null);
  }

  /** The present pass. */
  RunId runId() {
    return runs.get(runs.size() - 1);
  }

  /** A copy whose present pass ended, with the step that could not be undone if there is one. */
  CompensationRecord ended(Instant at, @Nullable StepId failedStep, @Nullable StepError error) {
    return new CompensationRecord(
        workId, cause, steps, runs, startedAt, at, failedStep, error, null, null);
  }

  /** A copy that begins another pass. */
  CompensationRecord nextRun(RunId run) {
    List<RunId> more = new ArrayList<>(runs);
    more.add(run);
    return new CompensationRecord(
        workId, cause, steps, more, startedAt, null, null, null, null, null);
  }

  /** A copy that was given up. */
  CompensationRecord abandoned(Instant at, String by, String why) {
    return new CompensationRecord(
        workId, cause, steps, runs, startedAt, at, failedStep, error, by, why);
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("work_id", workId.toString())
        .put("cause", cause.wire())
        .put("steps", steps)
        .put("runs", runs.stream().map(RunId::value).toList())
        .put("started_at", startedAt.toString())
        .putIfPresent("ended_at", Times.text(endedAt))
        .putIfPresent("failed_step", failedStep == null ? null : failedStep.value())
        .putIfPresent("error", error == null ? null : Errors.write(error))
        .putIfPresent("abandoned_by", abandonedBy)
        .putIfPresent("reason", reason)
        .build();
  }

  static CompensationRecord of(JsonObject json) {
    JsonValue error = json.get("error");
    return new CompensationRecord(
        UUID.fromString(json.string("work_id").orElseThrow()),
        ExecutionState.of(json.string("cause").orElseThrow()),
        Objects.requireNonNull(json.get("steps")).asInt(),
        Objects.requireNonNull(json.get("runs")).asArray().values().stream()
            .map(run -> RunId.of(run.asString()))
            .toList(),
        Instant.parse(json.string("started_at").orElseThrow()),
        Times.instant(json, "ended_at"),
        json.string("failed_step").map(StepId::of).orElse(null),
        error == null ? null : Errors.read(error.asObject()),
        json.string("abandoned_by").orElse(null),
        json.string("reason").orElse(null));
  }
}
