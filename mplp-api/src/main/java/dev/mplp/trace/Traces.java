package dev.mplp.trace;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.TraceId;
import org.jspecify.annotations.Nullable;

/** Records of runs. */
public interface Traces {

  /**
   * The Trace as it stands, with a segment for the plan, each step, each attempt, and what handlers
   * traced (see {@link Segment}); without events, see the events of the run. {@link TraceTree}
   * tells its durations and critical path, {@link OtlpJson} writes it for OpenTelemetry.
   *
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   */
  Trace get(TraceId traceId);

  /**
   * Traces without their segments, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when the cursor is not of this list and filter
   */
  Page<TraceSummary> list(TraceFilter filter, @Nullable Cursor after, int limit);
}
