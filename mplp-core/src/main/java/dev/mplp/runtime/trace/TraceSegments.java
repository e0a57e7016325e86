package dev.mplp.runtime.trace;

import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.event.DerivedIds;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tree of segments of a run: the plan, below it the steps, below each its attempts. Identifiers
 * follow from the run, so that reading a trace twice gives the same ones.
 */
public final class TraceSegments {

  private TraceSegments() {}

  /** The segment of the plan, the root. */
  public static SegmentId planId(UUID runId) {
    return new SegmentId(DerivedIds.of(runId, "plan"));
  }

  /** The segment of a step. */
  public static SegmentId stepId(UUID runId, StepId stepId) {
    return new SegmentId(DerivedIds.of(runId, "step/" + stepId));
  }

  /** The segment of an attempt, by the attempt that began it. */
  public static SegmentId attemptId(UUID runId, StepId stepId, int attempt) {
    return new SegmentId(DerivedIds.of(runId, "step/" + stepId + '/' + attempt));
  }

  /**
   * The segment of a step that the run left undone. Written as an item of the Trace when the run
   * ends; for a step that was begun it says how its segment ends.
   *
   * @param label the description of the step
   * @param reason why, such as {@code upstream} or {@code cancelled}
   */
  public static TraceSegment skipped(
      UUID runId,
      StepId stepId,
      int index,
      String label,
      @Nullable String agentRole,
      String reason) {
    return TraceSegment.builder(label)
        .segmentId(stepId(runId, stepId))
        .parentSegmentId(planId(runId))
        .status(SegmentStatus.SKIPPED)
        .attributes(
            JsonObject.builder()
                .put("kind", "step")
                .put("step_id", stepId.value())
                .put("index", index)
                .putIfPresent("agent_role", agentRole)
                .put("skip_reason", reason)
                .build())
        .build();
  }
}
