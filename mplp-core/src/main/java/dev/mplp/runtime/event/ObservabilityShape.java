package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.model.JsonObject;

/** An observability event that a record is rendered to. */
sealed interface ObservabilityShape
    permits GraphShape, StageShape, ExecutorShape, CoreShape, IntegrationShape {

  /** The member of a body that holds a value of the host's, of any size. */
  String VALUE = "value";

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

  /** What the record says, outputs and values aside: those are of any size, and inline. */
  static JsonObject payload(Fact fact) {
    return fact.data().without("output").without(VALUE);
  }
}
