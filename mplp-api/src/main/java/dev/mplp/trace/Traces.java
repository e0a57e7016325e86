package dev.mplp.trace;

import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * Records of runs.
 *
 * <p>{@link TraceStatus} tells which status follows which, and by what.
 */
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

  /**
   * Removes the Trace of a run that has ended, for good. The log keeps the records of the run, and
   * one of the removal.
   *
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it has not ended, {@code LOCKED}
   */
  void purge(TraceId traceId);

  /**
   * Follows a run: its begin and end, its steps and attempts, and what handlers trace.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   */
  Watch watch(TraceId traceId, long after);
}
