package dev.mplp.runtime.event;

import dev.mplp.ConflictException;
import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.Shapes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Events of the taxonomy that hosts record, because no change of state proves them. */
public final class HostEvents {

  /** The member of a record's body that holds the event as it was given. */
  static final String EVENT = "event";

  private static final Map<EventFamily, List<String>> TYPES = new EnumMap<>(EventFamily.class);

  static {
    types(
        EventFamily.RUNTIME_EXECUTION,
        "turn_dispatched",
        "turn_completed",
        "broadcast_sent",
        "broadcast_received",
        "tool_execution_started",
        "tool_execution_completed",
        "llm_call_started",
        "llm_call_completed",
        "connection_established",
        "connection_lost");
    types(EventFamily.IMPORT_PROCESS, "import_started", "import_completed", "import_failed");
    types(EventFamily.INTENT, "context_intent_received", "intent_extracted", "intent_classified");
    types(EventFamily.DELTA_INTENT, "modification_requested", "clarification_received");
    types(EventFamily.IMPACT_ANALYSIS, "impact_assessed");
    types(EventFamily.METHODOLOGY, "methodology_selected");
    types(EventFamily.REASONING_GRAPH, "coordination_reasoning");
    types(EventFamily.COST_BUDGET, "trace_cost_summary");
    types(EventFamily.EXTERNAL_INTEGRATION, "external_api_call", "webhook_received");
  }

  private HostEvents() {}

  private static void types(EventFamily family, String... types) {
    TYPES.put(family, List.of(types));
  }

  /** The types of a family, in the order of the documentation. */
  static List<String> of(EventFamily family) {
    return TYPES.getOrDefault(family, List.of());
  }

  /**
   * Refuses what is not for hosts to record.
   *
   * @throws ConflictException code {@code NOT_FOR_HOSTS}
   */
  public static void check(ObservabilityEvent event) {
    List<String> types = of(event.eventFamily());
    if (!types.contains(event.eventType())) {
      throw new ConflictException(
          "NOT_FOR_HOSTS",
          "an event of family "
              + event.eventFamily().wire()
              + " and type "
              + event.eventType()
              + " is not for hosts to record: the runtime emits it by itself, or the family does"
              + " not have it; hosts record "
              + String.join(", ", types));
    }
  }

  static JsonValue wire(ObservabilityEvent event) {
    if (event instanceof PipelineStageEvent stage) {
      return Bodies.wire(Shapes.PIPELINE_STAGE, stage);
    } else if (event instanceof GraphUpdateEvent graph) {
      return Bodies.wire(Shapes.GRAPH_UPDATE, graph);
    } else if (event instanceof RuntimeExecutionEvent execution) {
      return Bodies.wire(Shapes.RUNTIME_EXECUTION, execution);
    }
    return Bodies.wire(Shapes.CORE_EVENT, (CoreEvent) event);
  }

  /** The event in a record, exactly as it was given. */
  static ObservabilityEvent read(Fact fact) {
    JsonValue event = fact.body().find(EVENT).orElseThrow(() -> fact.unreadable(EVENT));
    return switch (EventFamily.of(fact.text("event_family"))) {
      case PIPELINE_STAGE -> Bodies.read(Shapes.PIPELINE_STAGE, event);
      case GRAPH_UPDATE -> Bodies.read(Shapes.GRAPH_UPDATE, event);
      case RUNTIME_EXECUTION -> Bodies.read(Shapes.RUNTIME_EXECUTION, event);
      default -> Bodies.read(Shapes.CORE_EVENT, event);
    };
  }
}
