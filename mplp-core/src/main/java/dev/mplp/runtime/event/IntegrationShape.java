package dev.mplp.runtime.event;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.IntegrationKind;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.model.JsonValue;

/** What an outside system reported, as the payload of the event. */
record IntegrationShape(IntegrationKind kind) implements ObservabilityShape {

  /** The member of a record that holds the report. */
  static final String REPORT = "integration";

  @Override
  public EventFamily family() {
    return EventFamily.EXTERNAL_INTEGRATION;
  }

  @Override
  public String eventType() {
    return kind.wire();
  }

  @Override
  public Condition condition() {
    return Condition.is("kind", kind.wire(), "if it tells of that");
  }

  @Override
  public ObservabilityEvent render(Fact fact) {
    JsonValue report = fact.get(REPORT);
    if (report == null) {
      throw fact.unreadable(REPORT);
    }
    return CoreEvent.builder(idOf(fact), eventType(), family(), fact.time())
        .projectId(fact.contextId())
        .payload(report.asObject())
        .build();
  }
}
