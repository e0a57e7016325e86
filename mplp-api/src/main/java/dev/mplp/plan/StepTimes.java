package dev.mplp.plan;

import dev.mplp.model.JsonObject;
import dev.mplp.model.StepId;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long the steps of a run took, by the segments of its Trace. */
final class StepTimes {

  private StepTimes() {}

  /** Of the steps whose segments have a start and an end. */
  static Map<StepId, Duration> of(Trace trace) {
    List<TraceSegment> segments = trace.segments() == null ? List.of() : trace.segments();
    Map<StepId, Duration> times = new HashMap<>();
    for (TraceSegment segment : segments) {
      if (segment.startedAt() != null && segment.finishedAt() != null) {
        Duration took = Duration.between(segment.startedAt(), segment.finishedAt());
        stepOf(segment)
            .ifPresent(step -> times.put(step, took.isNegative() ? Duration.ZERO : took));
      }
    }
    return times;
  }

  /** The segment of a step as a whole says {@code "kind": "step"}, one of an attempt does not. */
  private static Optional<StepId> stepOf(TraceSegment segment) {
    JsonObject attributes = segment.attributes();
    if (attributes == null || !attributes.string("kind").filter("step"::equals).isPresent()) {
      return Optional.empty();
    }
    return attributes.string("step_id").map(StepId::of);
  }
}
