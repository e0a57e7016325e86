package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.function.ToLongFunction;

/**
 * A change of the project graph. Its nodes are Contexts, Plans, steps, Confirms, decisions, Roles,
 * Networks and their nodes; its edges are the dependencies of steps and the reference of a Confirm
 * to its target. That one thing is part of another makes no edge. The graph is that of the Context.
 *
 * @param one the kind when it is about one thing; else it is {@code bulk}
 */
record GraphShape(
    String eventType,
    ModuleName source,
    Condition condition,
    UpdateKind one,
    ToLongFunction<Fact> nodes,
    ToLongFunction<Fact> edges)
    implements ObservabilityShape {

  @Override
  public EventFamily family() {
    return EventFamily.GRAPH_UPDATE;
  }

  @Override
  public ObservabilityEvent render(Fact fact) {
    long nodeDelta = nodes.applyAsLong(fact);
    long edgeDelta = edges.applyAsLong(fact);
    boolean many = Math.max(Math.abs(nodeDelta), Math.abs(edgeDelta)) > 1;
    return GraphUpdateEvent.builder(
            idOf(fact),
            eventType,
            fact.time(),
            graph(fact),
            many ? UpdateKind.BULK : one,
            nodeDelta,
            edgeDelta)
        .projectId(fact.contextId())
        .sourceModule(source.wire())
        .payload(ObservabilityShape.payload(fact))
        .build();
  }

  /** The Context; for what belongs to none the target of the Confirm, or the object itself. */
  private String graph(Fact fact) {
    String contextId = fact.contextId();
    if (contextId != null) {
      return contextId;
    }
    String target = fact.find("target_id");
    String id = fact.find("id");
    return target != null ? target : id != null ? id : fact.text(source.wire() + "_id");
  }
}
