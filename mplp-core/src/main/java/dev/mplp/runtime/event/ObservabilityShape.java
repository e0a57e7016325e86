package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.model.JsonObject;

/** An observability event that a record is rendered to. */
sealed interface ObservabilityShape permits GraphShape, StageShape, ExecutorShape, CoreShape {

  /** The family of the taxonomy. */
  EventFamily family();

  /** The type of the taxonomy. */
  String eventType();

  /** When a record of the type has this shape. */
  Condition condition();

  /** The event; asked for only when the condition holds. */
  ObservabilityEvent render(Fact fact);

  /** The identifier of the event: type and family name the shape within its record. */
  default String idOf(Fact fact) {
    return fact.derivedId(family().wire() + '/' + eventType());
  }

  /** What the record says, outputs aside: those are of any size and in the other shapes. */
  static JsonObject payload(Fact fact) {
    return fact.data().without("output");
  }
}
