package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.ExecutionStatus;
import dev.mplp.event.ExecutorKind;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import java.util.function.Function;

/**
 * Something that executes is in another state. The execution has the id of what executes: a node of
 * a Network, an Extension.
 *
 * @param execution the member that names it
 */
record ExecutorShape(
    String eventType,
    String execution,
    Condition condition,
    Function<Fact, ExecutorKind> kind,
    Function<Fact, ExecutionStatus> status)
    implements ObservabilityShape {

  /** A node, by the kind and the status that the record tells. */
  static ExecutorShape node(String eventType) {
    return new ExecutorShape(
        eventType,
        "node_id",
        Condition.ALWAYS,
        fact -> nodeKind(fact.text("kind")),
        fact -> nodeStatus(fact.text("to")));
  }

  /** An extension that is in use now. */
  static ExecutorShape extension(String eventType) {
    return new ExecutorShape(
        eventType,
        "extension_id",
        Condition.is("to", "active", "if it is active"),
        fact -> extensionKind(fact.text("extension_type")),
        fact -> ExecutionStatus.RUNNING);
  }

  private static ExecutorKind nodeKind(String kind) {
    return switch (kind) {
      case "agent" -> ExecutorKind.AGENT;
      case "external" -> ExecutorKind.EXTERNAL;
      default -> ExecutorKind.WORKER;
    };
  }

  private static ExecutionStatus nodeStatus(String status) {
    return switch (status) {
      case "active", "degraded" -> ExecutionStatus.RUNNING;
      case "unreachable" -> ExecutionStatus.FAILED;
      case "retired" -> ExecutionStatus.COMPLETED;
      default -> ExecutionStatus.PENDING;
    };
  }

  private static ExecutorKind extensionKind(String type) {
    return switch (type) {
      case "capability" -> ExecutorKind.TOOL;
      case "integration" -> ExecutorKind.EXTERNAL;
      default -> ExecutorKind.WORKER;
    };
  }

  @Override
  public EventFamily family() {
    return EventFamily.RUNTIME_EXECUTION;
  }

  @Override
  public ObservabilityEvent render(Fact fact) {
    return RuntimeExecutionEvent.builder(
            idOf(fact),
            eventType,
            fact.time(),
            fact.text(execution),
            kind.apply(fact),
            status.apply(fact))
        .projectId(fact.contextId())
        .executorRole(fact.find("role_id"))
        .payload(ObservabilityShape.payload(fact))
        .build();
  }
}
