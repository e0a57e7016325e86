package dev.mplp.runtime.json;

import static dev.mplp.runtime.json.Kinds.BOOL;
import static dev.mplp.runtime.json.Kinds.EVENT_TYPE;
import static dev.mplp.runtime.json.Kinds.OBJECT;
import static dev.mplp.runtime.json.Kinds.OBJECT_OR_NULL;
import static dev.mplp.runtime.json.Kinds.TEXT;
import static dev.mplp.runtime.json.Kinds.TIME;
import static dev.mplp.runtime.json.Kinds.VERSION;
import static dev.mplp.runtime.json.Kinds.id;
import static dev.mplp.runtime.json.Kinds.oneOf;
import static dev.mplp.runtime.json.Kinds.setOf;

import dev.mplp.event.Event;
import dev.mplp.model.ContextId;
import dev.mplp.model.CrossCutting;
import dev.mplp.model.EventId;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;

/** Parts that all modules share. */
final class CommonTables {

  static final Table<Metadata> META = meta();
  static final Table<ObjectRef> REF = ref();
  static final Table<Governance> GOVERNANCE = governance();
  static final Table<TraceBase> TRACE_BASE = traceBase();
  static final Table<Event> EVENT = event();

  private CommonTables() {}

  private static Table<Metadata> meta() {
    Table.Builder<Metadata> shape = Table.of("mplp-meta", Metadata.class);
    var protocolVersion = shape.required("protocol_version", VERSION, Metadata::protocolVersion);
    var schemaVersion = shape.required("schema_version", VERSION, Metadata::schemaVersion);
    var createdAt = shape.optional("created_at", TIME, Metadata::createdAt);
    var createdBy = shape.optional("created_by", TEXT, Metadata::createdBy);
    var updatedAt = shape.optional("updated_at", TIME, Metadata::updatedAt);
    var updatedBy = shape.optional("updated_by", TEXT, Metadata::updatedBy);
    var tags = shape.optional("tags", setOf(TEXT), Metadata::tags);
    var crossCutting =
        shape.optional(
            "cross_cutting", setOf(oneOf(CrossCutting.values())), Metadata::crossCutting);
    return shape.build(
        in ->
            new Metadata(
                in.get(protocolVersion),
                in.get(schemaVersion),
                in.find(createdAt),
                in.find(createdBy),
                in.find(updatedAt),
                in.find(updatedBy),
                in.find(tags),
                in.find(crossCutting)));
  }

  private static Table<ObjectRef> ref() {
    Table.Builder<ObjectRef> shape = Table.of("mplp-ref", ObjectRef.class);
    var id = shape.required("id", id(ObjectId::new), ObjectRef::id);
    var module = shape.required("module", oneOf(ModuleName.values()), ObjectRef::module);
    var description = shape.optional("description", TEXT, ObjectRef::description);
    return shape.build(in -> new ObjectRef(in.get(id), in.get(module), in.find(description)));
  }

  private static Table<Governance> governance() {
    Table.Builder<Governance> shape = Table.of("mplp-governance", Governance.class);
    var lifecyclePhase = shape.optional("lifecyclePhase", TEXT, Governance::lifecyclePhase);
    var truthDomain = shape.optional("truthDomain", TEXT, Governance::truthDomain);
    var locked = shape.optional("locked", BOOL, Governance::locked);
    var lastConfirmRef = shape.optional("lastConfirmRef", REF, Governance::lastConfirmRef);
    return shape.build(
        in ->
            new Governance(
                in.find(lifecyclePhase),
                in.find(truthDomain),
                in.find(locked),
                in.find(lastConfirmRef)));
  }

  private static Table<TraceBase> traceBase() {
    Table.Builder<TraceBase> shape = Table.of("mplp-span", TraceBase.class);
    var traceId = shape.required("trace_id", id(TraceId::new), TraceBase::traceId);
    var spanId = shape.required("span_id", id(SpanId::new), TraceBase::spanId);
    var parentSpanId = shape.optional("parent_span_id", id(SpanId::new), TraceBase::parentSpanId);
    var contextId = shape.optional("context_id", id(ContextId::new), TraceBase::contextId);
    var attributes = shape.optional("attributes", OBJECT, TraceBase::attributes);
    return shape.build(
        in ->
            new TraceBase(
                in.get(traceId),
                in.get(spanId),
                in.find(parentSpanId),
                in.find(contextId),
                in.find(attributes)));
  }

  private static Table<Event> event() {
    Table.Builder<Event> shape = Table.of("mplp-event", Event.class);
    var eventId = shape.required("event_id", id(EventId::new), Event::eventId);
    var eventType = shape.required("event_type", EVENT_TYPE, Event::eventType);
    var source = shape.required("source", TEXT, Event::source);
    var timestamp = shape.required("timestamp", TIME, Event::timestamp);
    var traceId = shape.optional("trace_id", id(TraceId::new), Event::traceId);
    var data = shape.optional("data", OBJECT_OR_NULL, Event::data);
    return shape.build(
        in ->
            new Event(
                in.get(eventId),
                in.get(eventType),
                in.get(source),
                in.get(timestamp),
                in.find(traceId),
                in.find(data)));
  }
}
