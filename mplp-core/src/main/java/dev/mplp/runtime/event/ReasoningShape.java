package dev.mplp.runtime.event;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.ObservabilityEvent;

/** Somebody gave a reason for a decision. */
record ReasoningShape(String eventType) implements ObservabilityShape {

  @Override
  public EventFamily family() {
    return EventFamily.REASONING_GRAPH;
  }

  @Override
  public Condition condition() {
    return Condition.REASONED;
  }

  @Override
  public ObservabilityEvent render(Fact fact) {
    return CoreEvent.builder(idOf(fact), eventType, family(), fact.time())
        .projectId(fact.contextId())
        .payload(ObservabilityShape.payload(fact))
        .build();
  }
}
