package dev.mplp.runtime.event;

import dev.mplp.event.Event;
import dev.mplp.event.EventRecord;
import dev.mplp.event.IntegrationKind;
import dev.mplp.learning.FamilySample;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.ContextId;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.spi.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What records of integration events and learning samples hold. */
public final class JournalRecords {

  private JournalRecords() {}

  /** An outside system reported something: the record tells all of it, as its shape needs. */
  public static LogEntry integration(
      EventId eventId,
      IntegrationKind kind,
      JsonObject report,
      Instant recordedAt,
      @Nullable ContextId contextId) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("event_id", eventId.uuid().toString())
            .put("kind", kind.wire())
            .put("recorded_at", recordedAt.toString())
            .put(IntegrationShape.REPORT, report);
    return of(RecordTypes.INTEGRATION_RECORDED, contextId, body);
  }

  /**
   * Samples were recorded: their names and families, never their content, which can be deleted.
   *
   * @param batch what they are listed by together; null for a single one
   */
  public static LogEntry learnt(
      List<? extends FamilySample> samples, SampleOrigin origin, @Nullable String batch) {
    List<JsonValue> names = new ArrayList<>();
    for (FamilySample sample : samples) {
      names.add(
          JsonObject.of("sample_id", sample.sampleId(), "sample_family", sample.sampleFamily()));
    }
    JsonObject.Builder body =
        Bodies.builder()
            .put("samples", names)
            .putIfPresent("plan_id", origin.planId() == null ? null : origin.planId().value())
            .putIfPresent(
                "execution_id", origin.executionId() == null ? null : origin.executionId().value())
            .putIfPresent("batch", batch);
    return of(RecordTypes.LEARNING_RECORDED, origin.contextId(), body);
  }

  /**
   * Entries were deleted by age.
   *
   * @param type of the record
   * @param by the subject who asked for it
   */
  public static LogEntry deleted(String type, int count, Instant recordedBefore, String by) {
    JsonObject.Builder body =
        Bodies.builder()
            .put("count", count)
            .put("recorded_before", recordedBefore.toString())
            .put("by", Bodies.clean(by));
    return of(type, null, body);
  }

  /** One sample was deleted. */
  public static LogEntry sampleDeleted(String sampleId, String by) {
    JsonObject.Builder body =
        Bodies.builder().put("count", 1).put("sample_id", sampleId).put("by", Bodies.clean(by));
    return of(RecordTypes.LEARNING_DELETED, null, body);
  }

  /** What a record of these types says. */
  public static JsonObject data(EventRecord record) {
    Event inline = Objects.requireNonNull(record.inline(), "inline");
    return Objects.requireNonNull(inline.data(), "data").asObject();
  }

  private static LogEntry of(String type, @Nullable ContextId contextId, JsonObject.Builder body) {
    return LogEntry.of(
        type, contextId == null ? null : contextId.value(), Bodies.bytes(body.build()));
  }
}
