package dev.mplp.runtime.learning;

import dev.mplp.learning.CoreSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleMeta;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.event.DerivedIds;
import dev.mplp.runtime.event.EventRendering;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a run teach, record by record, in their order: nothing that a record does not
 * say. The same record gives the same sample with the same identifier. For one thread.
 */
final class RunFacts {

  private final Set<SampleFamily> families;
  private final @Nullable String projectId;

  /** Of the attempts that have not ended. */
  private final Map<UUID, Begun> begun = new HashMap<>();

  /**
   * An attempt.
   *
   * @param at when it began
   * @param role who does it; null when its record does not say
   */
  record Begun(Instant at, @Nullable String role) {

    JsonObject json() {
      return JsonObject.builder().put("at", at.toString()).putIfPresent("agent_role", role).build();
    }
  }

  /**
   * Facts of a run.
   *
   * @param families what is asked for
   * @param projectId the Context of the run
   * @param begun attempts that had not ended before the first record that follows
   */
  RunFacts(Set<SampleFamily> families, @Nullable String projectId, Map<UUID, Begun> begun) {
    this.families = families;
    this.projectId = projectId;
    this.begun.putAll(begun);
  }

  /** Attempts that have not ended. */
  Map<UUID, Begun> begun() {
    return begun;
  }

  /** What the next record teaches; empty for nothing. */
  Optional<CoreSample> next(LogRecord record) {
    LogEntry entry = record.entry();
    return switch (entry.type()) {
      case RecordTypes.STEP_STARTED -> {
        begun.put(
            step(entry),
            new Begun(record.time(), Bodies.parse(record).string("agent_role").orElse(null)));
        yield Optional.empty();
      }
      case RecordTypes.STEP_RETRIED, RecordTypes.STEP_LOST, RecordTypes.STEP_RELEASED -> {
        begun.remove(step(entry));
        yield Optional.empty();
      }
      case RecordTypes.STEP_COMPLETED -> outcome(record, "completed");
      case RecordTypes.STEP_FAILED -> outcome(record, "failed");
      case RecordTypes.STEP_CANCELLED -> outcome(record, "skipped");
      case RecordTypes.CONFIRM_DECIDED -> decision(record);
      case RecordTypes.PLAN_GROWN -> growth(record);
      default -> Optional.empty();
    };
  }

  private static UUID step(LogEntry entry) {
    return Objects.requireNonNull(entry.stepId(), "stepId");
  }

  /** How a step came out, and how long its last attempt took, waiting included. */
  private Optional<CoreSample> outcome(LogRecord record, String status) {
    LogEntry entry = record.entry();
    Begun from = begun.remove(step(entry));
    JsonObject body = Bodies.parse(record);
    JsonObject.Builder input =
        JsonObject.builder()
            .putIfPresent("pipeline_id", body.get("plan_id"))
            .put("stage_id", step(entry).toString())
            .put("attempt", entry.attempt())
            .putIfPresent("agent_role", from == null ? null : from.role());
    JsonObject.Builder output =
        JsonObject.builder()
            .put("status", status)
            .putIfPresent(
                "duration_ms",
                from == null ? null : Duration.between(from.at(), record.time()).toMillis())
            .putIfPresent("error_info", error(body))
            .putIfPresent("reason", body.get("reason"));
    return sample(SampleFamily.PIPELINE_OUTCOME, record, input.build(), output.build());
  }

  private static @Nullable JsonObject error(JsonObject body) {
    if (!(body.get("error") instanceof JsonObject error)) {
      return null;
    }
    return JsonObject.builder()
        .putIfPresent("error_code", error.get("code"))
        .putIfPresent("error_message", error.get("message"))
        .build();
  }

  private Optional<CoreSample> decision(LogRecord record) {
    JsonObject body = Bodies.parse(record);
    if (!(body.get("decision") instanceof JsonObject decision)) {
      return Optional.empty();
    }
    JsonObject.Builder input =
        JsonObject.builder()
            .putIfPresent("confirm_id", body.get("confirm_id"))
            .putIfPresent("target_type", body.get("target_type"))
            .putIfPresent("target_id", body.get("target_id"))
            .putIfPresent("round", body.get("round"));
    JsonObject.Builder output =
        JsonObject.builder()
            .putIfPresent("decision", decision.get("status"))
            .putIfPresent("reasoning", decision.get("reason"))
            .putIfPresent("decided_by_role", decision.get("decided_by_role"));
    return sample(SampleFamily.CONFIRM_DECISION, record, input.build(), output.build());
  }

  private Optional<CoreSample> growth(LogRecord record) {
    JsonObject body = Bodies.parse(record);
    JsonValue steps = body.get("steps_added");
    JsonObject.Builder input =
        JsonObject.builder()
            .put("trigger_event_id", eventId(record))
            .put("change_type", "node_added")
            .putIfPresent("pipeline_id", body.get("plan_id"))
            .put("stage_id", step(record.entry()).toString());
    JsonObject.Builder output =
        JsonObject.builder()
            .putIfPresent("nodes_added", steps)
            .putIfPresent("edges_added", body.get("edges_added"));
    return sample(SampleFamily.GRAPH_EVOLUTION, record, input.build(), output.build());
  }

  /** The first observability event of a record, else its inline one. */
  private static String eventId(LogRecord record) {
    return EventRendering.render(record).observability().stream()
        .map(event -> event.eventId())
        .findFirst()
        .orElseGet(() -> DerivedIds.of(record.id(), "inline").toString());
  }

  private Optional<CoreSample> sample(
      SampleFamily family, LogRecord record, JsonObject input, JsonObject output) {
    if (!families.contains(family)) {
      return Optional.empty();
    }
    SampleMeta meta =
        SampleMeta.builder().sourceEventIds(List.of(eventId(record))).projectId(projectId).build();
    CoreSample sample =
        CoreSample.builder(
                DerivedIds.of(record.id(), "sample/" + family.wire()).toString(),
                family.wire(),
                record.time(),
                input,
                output)
            .meta(meta)
            .build();
    return Optional.of(sample);
  }
}
