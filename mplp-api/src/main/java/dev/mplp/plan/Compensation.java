package dev.mplp.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the undoing of an execution's completed steps stands.
 *
 * @param state {@link ExecutionState#COMPENSATING}, {@link ExecutionState#COMPENSATED}, {@link
 *     ExecutionState#COMPENSATION_FAILED} or {@link ExecutionState#COMPENSATION_ABANDONED}
 * @param cause what the run came to whose steps are undone: {@link ExecutionState#FAILED} or {@link
 *     ExecutionState#CANCELLED}
 * @param steps how many steps are to be undone
 * @param traces the Trace of each pass over them, the latest last
 * @param startedAt when it began
 * @param endedAt when it ended, or failed; null while it goes on
 * @param failedStep the step that could not be undone, null when there is none
 * @param error why it could not
 * @param abandonedBy who gave it up, null when nobody did
 * @param reason why they did
 */
public record Compensation(
    ExecutionId executionId,
    PlanId planId,
    ContextId contextId,
    ExecutionState state,
    ExecutionState cause,
    int steps,
    List<TraceId> traces,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable StepId failedStep,
    @Nullable StepError error,
    @Nullable String abandonedBy,
    @Nullable String reason) {

  /** Copies the list. */
  public Compensation {
    traces = List.copyOf(traces);
  }

  /** The Trace of the latest pass. */
  public TraceId traceId() {
    return traces.get(traces.size() - 1);
  }
}
