package dev.mplp.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log and what it looks like on the wire.
 *
 * @param position where it stands in the log
 * @param type what happened, such as {@code step.completed}
 * @param time when: strictly increasing by position
 * @param inline the shape of an object's {@code events} array
 * @param observability the shapes of the protocol's event families
 * @param sa the shapes of the single-agent profile
 */
public record EventRecord(
    long position,
    String type,
    Instant time,
    @Nullable Event inline,
    List<ObservabilityEvent> observability,
    List<SaEvent> sa) {

  /** Copies the lists. */
  public EventRecord {
    observability = List.copyOf(observability);
    sa = List.copyOf(sa);
  }
}
