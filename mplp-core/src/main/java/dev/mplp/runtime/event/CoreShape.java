package dev.mplp.runtime.event;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.ObservabilityEvent;

/** An event of a family that has no fields of its own: what happened is all in its payload. */
record CoreShape(EventFamily family, String eventType, Condition condition)
    implements ObservabilityShape {

  @Override
  public ObservabilityEvent render(Fact fact) {
    return CoreEvent.builder(idOf(fact), eventType, family, fact.time())
        .projectId(fact.contextId())
        .payload(ObservabilityShape.payload(fact))
        .build();
  }
}
