package dev.mplp.event;

import dev.mplp.model.ObjectRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log and what it looks like on the wire.
 *
 * @param position where it stands in the log; 0 while it has no position and its time is
 *     provisional
 * @param type what happened, such as {@code step.completed}
 * @param time when: strictly increasing by position
 * @param subject the object that it is about; null when this version does not know the type
 * @param inline the shape of an object's {@code events} array; null when this version does not know
 *     the type, written by a later one
 * @param observability the shapes of the protocol's event families
 * @param sa the shapes of the single-agent profile
 * @param map the shapes of the multi-agent profile
 * @param imported the events that an imported object brought along, with the ids and times that
 *     they had: history, from before the record
 */
public record EventRecord(
    long position,
    String type,
    Instant time,
    @Nullable ObjectRef subject,
    @Nullable Event inline,
    List<ObservabilityEvent> observability,
    List<SaEvent> sa,
    List<MapEvent> map,
    List<Event> imported) {

  /** Copies the lists. */
  public EventRecord {
    observability = List.copyOf(observability);
    sa = List.copyOf(sa);
    map = List.copyOf(map);
    imported = List.copyOf(imported);
  }
}
