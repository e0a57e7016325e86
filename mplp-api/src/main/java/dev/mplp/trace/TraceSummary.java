package dev.mplp.trace;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import dev.mplp.model.TraceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Trace in a list, without its segments; not a protocol object.
 *
 * @param traceId its identifier
 * @param contextId its Context
 * @param planId the plan that was run, null when none was
 * @param status where it stands
 * @param startedAt when the run began, null while it has not
 * @param finishedAt when it ended, null while it has not
 */
public record TraceSummary(
    TraceId traceId,
    ContextId contextId,
    @Nullable PlanId planId,
    TraceStatus status,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}
