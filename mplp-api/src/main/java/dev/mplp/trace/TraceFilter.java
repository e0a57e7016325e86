package dev.mplp.trace;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import org.jspecify.annotations.Nullable;

/**
 * Which Traces a list shows; what is null does not matter.
 *
 * @param contextId those of this Context
 * @param planId those of runs of this plan
 * @param status those that stand here
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record TraceFilter(
    @Nullable ContextId contextId,
    @Nullable PlanId planId,
    @Nullable TraceStatus status,
    @Nullable Boolean archived) {

  /** All that are not archived. */
  public static final TraceFilter ALL = new TraceFilter(null, null, null, false);

  /** The same filter for a Context. */
  public TraceFilter inContext(ContextId contextId) {
    return new TraceFilter(contextId, planId, status, archived);
  }

  /** The same filter for a plan. */
  public TraceFilter ofPlan(PlanId planId) {
    return new TraceFilter(contextId, planId, status, archived);
  }

  /** The same filter for a status. */
  public TraceFilter withStatus(TraceStatus status) {
    return new TraceFilter(contextId, planId, status, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public TraceFilter withArchived(@Nullable Boolean archived) {
    return new TraceFilter(contextId, planId, status, archived);
  }
}
