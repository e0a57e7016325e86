package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.StageStatus;
import dev.mplp.model.JsonValue;
import java.util.function.Function;

/**
 * A stage of a pipeline moved. The pipeline of a Plan has the plan's id, its stages are the plan as
 * a whole and its steps, each under its id. A Confirm is a stage of the pipeline of its target. A
 * Collab is a pipeline of one stage.
 *
 * @param pipeline the member that names the pipeline
 * @param stage the member that names the stage
 */
record StageShape(
    String eventType,
    Condition condition,
    String pipeline,
    String stage,
    Function<Fact, StageStatus> status)
    implements ObservabilityShape {

  static StageShape plan(String eventType, Condition condition) {
    return new StageShape(
        eventType, condition, "plan_id", "plan_id", fact -> planStage(fact.text("to")));
  }

  static StageShape step(String eventType, StageStatus status) {
    return new StageShape(eventType, Condition.ALWAYS, "plan_id", "step_id", fact -> status);
  }

  static StageShape confirm(String eventType, Condition condition) {
    return new StageShape(
        eventType, condition, "target_id", "confirm_id", fact -> confirmStage(fact.text("status")));
  }

  static StageShape session(String eventType, StageStatus status, Condition condition) {
    return new StageShape(eventType, condition, "collab_id", "collab_id", fact -> status);
  }

  private static StageStatus planStage(String status) {
    return switch (status) {
      case "in_progress" -> StageStatus.RUNNING;
      case "completed" -> StageStatus.COMPLETED;
      case "failed" -> StageStatus.FAILED;
      case "cancelled" -> StageStatus.SKIPPED;
      default -> StageStatus.PENDING;
    };
  }

  private static StageStatus confirmStage(String status) {
    return switch (status) {
      case "approved" -> StageStatus.COMPLETED;
      case "rejected" -> StageStatus.FAILED;
      case "cancelled" -> StageStatus.SKIPPED;
      default -> StageStatus.PENDING;
    };
  }

  @Override
  public EventFamily family() {
    return EventFamily.PIPELINE_STAGE;
  }

  @Override
  public ObservabilityEvent render(Fact fact) {
    JsonValue index = fact.get("index");
    return PipelineStageEvent.builder(
            idOf(fact),
            eventType,
            fact.time(),
            fact.text(pipeline),
            fact.text(stage),
            status.apply(fact))
        .projectId(fact.contextId())
        .stageName(fact.find("description"))
        .stageOrder(index == null ? null : index.asLong())
        .payload(ObservabilityShape.payload(fact))
        .build();
  }
}
