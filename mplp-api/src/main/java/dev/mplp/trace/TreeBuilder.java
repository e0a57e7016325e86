package dev.mplp.trace;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.SegmentId;
import dev.mplp.trace.TraceTree.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the segments of a Trace together, without recursion: a Trace may be of any depth. */
final class TreeBuilder {

  private final Map<SegmentId, TraceSegment> segments = new LinkedHashMap<>();
  private final Map<SegmentId, List<SegmentId>> children = new HashMap<>();
  private final Map<SegmentId, Node> nodes = new HashMap<>();
  private final Map<SegmentId, Integer> depths = new HashMap<>();

  TreeBuilder(List<TraceSegment> all) {
    all.forEach(segment -> segments.put(segment.segmentId(), segment));
    segments.values().stream()
        .filter(segment -> parent(segment) != null)
        .forEach(
            segment ->
                children
                    .computeIfAbsent(parent(segment), id -> new ArrayList<>())
                    .add(segment.segmentId()));
  }

  private @Nullable SegmentId parent(TraceSegment segment) {
    SegmentId parent = segment.parentSegmentId();
    return parent != null && segments.containsKey(parent) ? parent : null;
  }

  TraceTree build() {
    List<SegmentId> order = new ArrayList<>();
    Set<SegmentId> roots = new HashSet<>();
    for (TraceSegment segment : segments.values()) {
      if (parent(segment) == null) {
        roots.add(segment.segmentId());
        walk(segment.segmentId(), order);
      }
    }
    for (SegmentId id : segments.keySet()) { // what is left goes round in circles
      if (!depths.containsKey(id)) {
        roots.add(id);
        walk(id, order);
      }
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      SegmentId id = order.get(i);
      nodes.put(id, node(id, roots));
    }
    return TraceTree.of(nodes, roots.stream().map(nodes::get).toList());
  }

  private void walk(SegmentId root, List<SegmentId> order) {
    Deque<SegmentId> open = new ArrayDeque<>();
    open.push(root);
    depths.put(root, 0);
    while (!open.isEmpty()) {
      SegmentId id = open.pop();
      order.add(id);
      for (SegmentId child : children.getOrDefault(id, List.of())) {
        if (!depths.containsKey(child)) {
          depths.put(child, depths.getOrDefault(id, 0) + 1);
          open.push(child);
        }
      }
    }
  }

  private Node node(SegmentId id, Set<SegmentId> roots) {
    List<Node> below = new ArrayList<>();
    for (SegmentId child : children.getOrDefault(id, List.of())) {
      Node node = nodes.get(child);
      if (node != null && !roots.contains(child)) {
        below.add(node);
      }
    }
    below.sort(TraceTree.byStart());
    TraceSegment segment = requireNonNull(segments.get(id));
    Duration duration = duration(segment);
    Duration self = duration == null ? null : duration.minus(covered(segment, below));
    return new Node(segment, depths.getOrDefault(id, 0), below, duration, self);
  }

  private static @Nullable Duration duration(TraceSegment segment) {
    Instant start = segment.startedAt();
    Instant end = segment.finishedAt();
    return start == null || end == null || end.isBefore(start)
        ? null
        : Duration.between(start, end);
  }

  /** How much of a segment's time its children cover, those at the same time counted once. */
  private static Duration covered(TraceSegment segment, List<Node> byStart) {
    Duration covered = Duration.ZERO;
    Instant from = segment.startedAt();
    Instant last = segment.finishedAt();
    for (Node child : byStart) {
      if (child.duration() == null || from == null || last == null) {
        continue;
      }
      Instant start = TraceTree.start(child).isBefore(from) ? from : TraceTree.start(child);
      Instant end = TraceTree.end(child).isAfter(last) ? last : TraceTree.end(child);
      if (end.isAfter(start)) {
        covered = covered.plus(Duration.between(start, end));
        from = end;
      }
    }
    return covered;
  }
}
