package dev.mplp.runtime.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.NotFoundException;
import dev.mplp.Violation;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Feed;
import dev.mplp.event.IntegrationEvent;
import dev.mplp.event.IntegrationFilter;
import dev.mplp.event.IntegrationKind;
import dev.mplp.event.Integrations;
import dev.mplp.event.RecordedIntegration;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.JournalRecords;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CheckedWatch;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Integrations service of a caller. */
public final class IntegrationService implements Integrations {

  private static final String NAME = "integration event";
  private static final Checks CHECKS = new Checks(InvariantSet.integration());

  private final Caller caller;
  private final EventService log;
  private final Journal journal;

  /** The service of this caller. */
  public IntegrationService(Caller caller, EventService log) {
    this.caller = caller;
    this.log = log;
    this.journal = new Journal(caller, Kinds.INTEGRATION_EVENT, NAME);
  }

  @Override
  public RecordedIntegration record(
      EventId eventId, @Nullable ContextId contextId, IntegrationEvent event) {
    caller.may("integration.record", null, contextId);
    Checks.refuse(NAME + ' ' + eventId, validate(event));
    if (contextId != null) {
      ObjectStore.checkExists(caller, contextId);
    }
    IntegrationKind kind = IntegrationKind.of(event);
    Map<String, String> index = new HashMap<>(Map.of("kind", kind.wire()));
    if (contextId != null) {
      index.put("context_id", contextId.value());
    }
    JsonObject value = IntegrationForms.json(event);
    Journal.Entry entry = new Journal.Entry(eventId.uuid().toString(), caller.now(), index, value);
    return read(
        journal.record(
            entry,
            JournalRecords.integration(eventId, kind, value, entry.recordedAt(), contextId)));
  }

  @Override
  public List<Violation> validate(IntegrationEvent event) {
    return IntegrationForms.of(IntegrationKind.of(event)).violations(CHECKS, event);
  }

  @Override
  public IntegrationEvent parse(IntegrationKind kind, String json) {
    return IntegrationForms.of(kind).parse(json.getBytes(UTF_8));
  }

  @Override
  public RecordedIntegration get(EventId eventId) {
    caller.may("integration.read", eventId);
    String id = eventId.uuid().toString();
    return journal
        .find(id)
        .map(IntegrationService::read)
        .orElseThrow(() -> new NotFoundException("integration", id));
  }

  private static RecordedIntegration read(Journal.Entry entry) {
    String contextId = entry.index().get("context_id");
    IntegrationKind kind =
        IntegrationKind.of(Objects.requireNonNull(entry.index().get("kind"), "kind"));
    return new RecordedIntegration(
        EventId.of(entry.id()),
        contextId == null ? null : ContextId.of(contextId),
        entry.recordedAt(),
        IntegrationForms.of(kind).parse(Wire.bytes(entry.value())));
  }

  @Override
  public Page<RecordedIntegration> list(
      IntegrationFilter filter, @Nullable Cursor after, int limit) {
    caller.may("integration.list", null, filter.contextId());
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("kind", filter.kind() == null ? null : filter.kind().wire());
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    return journal.page(where, filter.recorded(), after, limit).map(IntegrationService::read);
  }

  @Override
  public Feed<RecordedIntegration> watch(@Nullable ContextId contextId, long after) {
    caller.may("integration.read", null, contextId);
    return new JournalFeed<>(
        CheckedWatch.in(
            caller,
            "integration.read",
            contextId,
            log.watch(EventFilter.all().withContext(contextId), after)),
        RecordTypes.INTEGRATION_RECORDED,
        IntegrationService::told);
  }

  /** All of it is in the record, its Context aside, which the payload of its shape names. */
  private static List<RecordedIntegration> told(EventRecord record) {
    JsonObject data = JournalRecords.data(record);
    IntegrationKind kind = IntegrationKind.of(data.string("kind").orElseThrow());
    String contextId = record.observability().get(0).projectId();
    JsonObject event = Objects.requireNonNull(data.get("integration"), "integration").asObject();
    return List.of(
        new RecordedIntegration(
            EventId.of(data.string("event_id").orElseThrow()),
            contextId == null ? null : ContextId.of(contextId),
            Objects.requireNonNull(Times.instant(data, "recorded_at"), "recorded_at"),
            IntegrationForms.of(kind).parse(Wire.bytes(event))));
  }

  @Override
  public int deleteBefore(Instant recordedBefore, int limit) {
    caller.may("integration.delete", null);
    return journal.deleteBefore(
        recordedBefore,
        limit,
        count ->
            JournalRecords.deleted(
                RecordTypes.INTEGRATION_DELETED, count, recordedBefore, caller.subject()));
  }
}
