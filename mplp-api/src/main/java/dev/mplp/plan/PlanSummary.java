package dev.mplp.plan;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;

/**
 * A plan in a list: what can be told without its steps. Not a protocol object.
 *
 * @param version of the plan's structure and status
 * @param archived whether it was put away
 */
public record PlanSummary(
    PlanId planId,
    ContextId contextId,
    String title,
    PlanStatus status,
    long version,
    boolean archived) {}
