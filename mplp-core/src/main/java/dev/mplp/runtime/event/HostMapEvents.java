package dev.mplp.runtime.event;

import dev.mplp.ConflictException;
import dev.mplp.collab.Collab;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.model.WireName;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.spi.LogEntry;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events of the multi-agent profile that hosts record: the runtime hands out no turns, and carries
 * no broadcasts.
 */
public final class HostMapEvents {

  /** The types, in the order of the documentation. */
  static final List<MapEventType> TYPES =
      List.of(
          MapEventType.TURN_DISPATCHED,
          MapEventType.TURN_COMPLETED,
          MapEventType.BROADCAST_SENT,
          MapEventType.BROADCAST_RECEIVED,
          MapEventType.CONFLICT_DETECTED,
          MapEventType.CONFLICT_RESOLVED);

  private HostMapEvents() {}

  /**
   * Refuses what is not for hosts to record.
   *
   * @throws ConflictException code {@code NOT_FOR_HOSTS}
   */
  public static void check(MapEvent event) {
    if (!TYPES.contains(event.eventType())) {
      throw new ConflictException(
          "NOT_FOR_HOSTS",
          event.eventType().wire()
              + " is not for hosts to record: the runtime emits it by itself; hosts record "
              + TYPES.stream().map(WireName::wire).collect(Collectors.joining(", ")));
    }
  }

  /** The host tells of an event of a session. */
  public static LogEntry recorded(MapEvent event, Collab session) {
    return LogEntry.of(
        RecordTypes.MAP_RECORDED,
        session.contextId().value(),
        Bodies.bytes(
            Bodies.builder()
                .put("collab_id", session.collabId().value())
                .put("event_type", event.eventType().wire())
                .put(HostEvents.EVENT, Bodies.wire(Shapes.MAP_EVENT, event))
                .build()));
  }

  /** The event in a record, exactly as it was given. */
  static MapEvent read(Fact fact) {
    return Bodies.read(
        Shapes.MAP_EVENT,
        fact.body().find(HostEvents.EVENT).orElseThrow(() -> fact.unreadable(HostEvents.EVENT)));
  }
}
