package dev.mplp.runtime.event;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.ExecutionStatus;
import dev.mplp.event.ExecutorKind;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.event.StageStatus;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** One event of each type that hosts record. */
final class HostEventSamples {

  private HostEventSamples() {}

  static List<ObservabilityEvent> all() {
    List<ObservabilityEvent> all = new ArrayList<>();
    for (EventFamily family : EventFamily.values()) {
      for (String type : HostEvents.of(family)) {
        all.add(event(family, type, 100 + all.size()));
      }
    }
    return all;
  }

  static ObservabilityEvent event(EventFamily family, String type, int n) {
    String id = RecordSamples.uuid(n).toString();
    String about = RecordSamples.uuid(99).toString();
    return switch (family) {
      case GRAPH_UPDATE ->
          GraphUpdateEvent.builder(
                  id, type, RecordSamples.TIME, about, UpdateKind.NODE_UPDATE, 0, 0)
              .build();
      case PIPELINE_STAGE ->
          PipelineStageEvent.builder(
                  id, type, RecordSamples.TIME, about, "stage", StageStatus.RUNNING)
              .build();
      case RUNTIME_EXECUTION ->
          RuntimeExecutionEvent.builder(
                  id, type, RecordSamples.TIME, about, ExecutorKind.AGENT, ExecutionStatus.RUNNING)
              .build();
      default ->
          CoreEvent.builder(id, type, family, RecordSamples.TIME)
              .payload(JsonObject.of("cost", 1.25, "nothing", null))
              .build();
    };
  }
}
