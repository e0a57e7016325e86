package dev.mplp.runtime.event;

import dev.mplp.event.Event;
import dev.mplp.event.EventRecord;
import dev.mplp.event.MapEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.SaEvent;
import dev.mplp.model.EventId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ObjectRef;
import dev.mplp.spi.LogRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders log records to the wire shapes. A pure function of the record: the same record gives the
 * same events with the same identifiers, wherever and whenever it is read.
 */
public final class EventRendering {

  private EventRendering() {}

  /**
   * The record and its shapes; without any when its type was introduced by a later version.
   *
   * @throws UnreadableRecordException when the body is not what {@link Records} wrote
   */
  public static EventRecord render(LogRecord record) {
    EventTable.Row row = EventTable.row(record.entry().type());
    if (row == null) {
      return new EventRecord(
          record.position(),
          record.entry().type(),
          record.time(),
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
    Fact fact = new Fact(record);
    List<ObservabilityEvent> observability = new ArrayList<>(row.observability().size());
    if (fact.type().equals(RecordTypes.RECORDED)) {
      observability.add(HostEvents.read(fact));
    }
    for (ObservabilityShape shape : row.observability()) {
      if (shape.condition().test().test(fact)) {
        observability.add(shape.render(fact));
      }
    }
    List<SaEvent> sa = new ArrayList<>(row.sa().size());
    for (SaShape shape : row.sa()) {
      sa.add(shape.render(fact));
    }
    return new EventRecord(
        record.position(),
        fact.type(),
        fact.time(),
        subject(row, fact),
        inline(row, fact),
        observability,
        sa,
        map(row, fact),
        Bodies.events(fact.body()));
  }

  private static List<MapEvent> map(EventTable.Row row, Fact fact) {
    List<MapEvent> map = new ArrayList<>(row.map().size());
    if (fact.type().equals(RecordTypes.MAP_RECORDED)) {
      map.add(HostMapEvents.read(fact));
    }
    for (MapShape shape : row.map()) {
      if (shape.condition().test().test(fact)) {
        map.add(shape.render(fact));
      }
    }
    return map;
  }

  /** The object that a record is about: the one of the row's module that it names. */
  private static @Nullable ObjectRef subject(EventTable.Row row, Fact fact) {
    boolean isImport = fact.type().equals(RecordTypes.IMPORTED);
    ModuleName module = isImport ? ModuleName.of(fact.text("kind")) : row.source();
    String id = fact.find(isImport ? "id" : ObjectBodies.idOf(module));
    return id == null ? null : new ObjectRef(ObjectId.of(id), module, null);
  }

  private static Event inline(EventTable.Row row, Fact fact) {
    boolean isImport = fact.type().equals(RecordTypes.IMPORTED);
    String source = isImport ? fact.text("kind") : row.source().wire();
    return new Event(
        new EventId(DerivedIds.of(fact.record().id(), "inline")),
        isImport ? source + ".imported" : row.inlineType(),
        source,
        fact.time(),
        fact.traceId(),
        fact.data());
  }
}
