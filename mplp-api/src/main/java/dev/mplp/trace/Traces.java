package dev.mplp.trace;

import dev.mplp.model.TraceId;

/** Records of runs. */
public interface Traces {

  /**
   * The Trace as it stands, with a segment for the plan, each step and each attempt; without
   * events, see the events of the run.
   *
   * @throws dev.mplp.NotFoundException code {@code TRACE_NOT_FOUND}
   */
  Trace get(TraceId traceId);
}
