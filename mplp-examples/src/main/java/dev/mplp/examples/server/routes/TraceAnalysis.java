package dev.mplp.examples.server.routes;

import dev.mplp.model.SegmentId;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceTree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Trace tells of time and cost.
 *
 * @param segments each before those that are part of it
 * @param criticalPath the segments that the end waited for, the latest last; empty until the end
 * @param usage of all segments together
 */
record TraceAnalysis(List<Measured> segments, List<SegmentId> criticalPath, TraceTree.Usage usage) {

  TraceAnalysis {
    segments = List.copyOf(segments);
    criticalPath = List.copyOf(criticalPath);
  }

  /**
   * A segment.
   *
   * @param depth 0 for a root
   * @param duration from its start to its end; absent while it has not both
   * @param self the part of it in which no segment within it was at work
   */
  record Measured(
      SegmentId segmentId,
      String label,
      int depth,
      @Nullable Duration duration,
      @Nullable Duration self) {

    private static Measured of(TraceTree.Node node) {
      TraceSegment segment = node.segment();
      return new Measured(
          segment.segmentId(), segment.label(), node.depth(), node.duration(), node.self());
    }
  }

  static TraceAnalysis of(Trace trace) {
    TraceTree tree = TraceTree.of(trace);
    return new TraceAnalysis(
        tree.nodes().stream().map(Measured::of).toList(),
        tree.criticalPath().stream().map(TraceSegment::segmentId).toList(),
        tree.usage());
  }
}
