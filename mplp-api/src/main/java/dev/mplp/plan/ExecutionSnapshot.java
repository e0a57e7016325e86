package dev.mplp.plan;

import dev.mplp.agent.StepError;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.PlanId;
import dev.mplp.model.TraceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an execution stands.
 *
 * @param state where
 * @param traces the Trace of each run, the latest last
 * @param gate the Confirm that the plan waits for, or was begun with; null when none was needed
 * @param startedAt when it was started
 * @param endedAt when it ended, null while it has not
 * @param error why it failed, null when it has not
 * @param budget how it stands with its budget; null when it has none, or has not begun
 * @param compensation how the undoing of its completed steps stands, null when there is none
 */
public record ExecutionSnapshot(
    ExecutionId executionId,
    PlanId planId,
    ContextId contextId,
    ExecutionState state,
    List<TraceId> traces,
    @Nullable ConfirmId gate,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable StepError error,
    @Nullable BudgetStatus budget,
    @Nullable Compensation compensation) {

  /** Copies the list. */
  public ExecutionSnapshot {
    traces = List.copyOf(traces);
  }

  /** The Trace of the latest run. */
  public TraceId traceId() {
    return traces.get(traces.size() - 1);
  }
}
