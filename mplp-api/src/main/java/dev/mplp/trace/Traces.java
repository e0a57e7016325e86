package dev.mplp.trace;

import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.SegmentId;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * Records of runs, and of what a host traces of its own. Every run writes its own Trace, which
 * nobody else changes, nor what was imported: asked to, this service refuses with the code {@code
 * TRACE_OF_A_RUN}. A Trace that a host creates is its own: it is started, gets segments, and ends.
 *
 * <p>{@link TraceStatus} tells which status follows which, and by what.
 */
public interface Traces {

  /** How many segments a new Trace may have; more are added one by one. */
  int MOST_SEGMENTS = 10_000;

  /**
   * Creates a Trace of the host as given: pending, or running when it says when it began.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}; {@code CONTEXT_NOT_ACTIVE} when
   *     the Context is closed or archived; {@code READ_ONLY_PART} when its status is another one,
   *     or a segment is there twice
   * @throws dev.mplp.NotFoundException when there is no such Context
   * @throws dev.mplp.ValidationException when it is not valid
   * @throws dev.mplp.TooLargeException when it has more than {@link #MOST_SEGMENTS} segments
   */
  Trace create(Trace trace);

  /**
   * The Trace as it stands. That of a run has a segment for the plan, each step, each attempt, and
   * what handlers traced (see {@link Segment}); without events, see the events of the run. {@link
   * TraceTree} tells its durations and critical path, {@link OtlpJson} writes it for OpenTelemetry.
   *
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   * @throws dev.mplp.TooLargeException when it is told by more than 250,000 records, or has more
   *     segments of the host
   */
  Trace get(TraceId traceId);

  /** As {@link #get}, with the version that {@link #update} takes; segments do not change it. */
  Versioned<Trace> read(TraceId traceId);

  /**
   * Replaces plan, root span and governance of a Trace of the host. Status, times and segments are
   * changed by the methods below; segments that are given do not matter.
   *
   * @param version under which the caller read it
   * @return the Trace with all its segments
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT}, {@code LOCKED}, {@code
   *     READ_ONLY_PART}, {@code TRACE_OF_A_RUN}, {@code ARCHIVED}
   */
  Versioned<Trace> update(Trace trace, long version);

  /**
   * Traces without their segments, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when the cursor is not of this list and filter
   */
  Page<TraceSummary> list(TraceFilter filter, @Nullable Cursor after, int limit);

  /** pending to running. */
  TraceSummary start(TraceId traceId);

  /**
   * running to completed.
   *
   * @throws dev.mplp.ConflictException code {@code SEGMENTS_OPEN} while a segment is pending or
   *     running
   */
  TraceSummary complete(TraceId traceId);

  /** pending or running to failed; segments that are open stay as they are. */
  TraceSummary fail(TraceId traceId, @Nullable String reason);

  /** pending or running to cancelled; segments that are open stay as they are. */
  TraceSummary cancel(TraceId traceId, @Nullable String reason);

  /**
   * Adds a segment to a Trace of the host that is pending or running. It costs the same at the
   * first and the 100,000th.
   *
   * @param segment in any status; its parent is there already
   * @return as it is stored: one that runs has a start, one that is over has an end
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}; {@code TRACE_ENDED}, {@code
   *     LOCKED}, {@code TRACE_OF_A_RUN}
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}, {@code SEGMENT_NOT_FOUND} when
   *     its parent is not there
   */
  TraceSegment addSegment(TraceId traceId, TraceSegment segment);

  /**
   * Moves a segment: pending to running, failed, cancelled or skipped; running to completed,
   * failed, cancelled or skipped.
   *
   * @throws dev.mplp.IllegalTransitionException when it cannot go there
   * @throws dev.mplp.ConflictException code {@code TRACE_ENDED}, {@code LOCKED}, {@code
   *     TRACE_OF_A_RUN}
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}, {@code SEGMENT_NOT_FOUND}
   */
  TraceSegment moveSegment(TraceId traceId, SegmentId segmentId, SegmentStatus to);

  /**
   * Puts a Trace away whose run is over: lists leave it out unless asked for it, and it is not
   * changed any more. Nothing happens when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not completed, failed or
   *     cancelled; {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   */
  void archive(TraceId traceId);

  /**
   * Removes a Trace that has ended, for good. The log keeps the records of a run, and one of the
   * removal.
   *
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it has not ended, {@code LOCKED}
   */
  void purge(TraceId traceId);

  /**
   * Follows a run: its begin and end, its steps and attempts, and what handlers trace; or what
   * happens to a Trace of the host.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   */
  Watch watch(TraceId traceId, long after);
}
