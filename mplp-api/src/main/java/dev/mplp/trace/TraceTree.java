package dev.mplp.trace;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.SegmentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a Trace as a tree, with their durations. Of a Trace that came from elsewhere a
 * segment whose parent is not there, or that would be its own ancestor, is a root. Immutable.
 */
public final class TraceTree {

  private static final Comparator<Node> BY_START =
      Comparator.comparing(
          node -> node.segment().startedAt(), Comparator.nullsLast(Comparator.naturalOrder()));

  private final Map<SegmentId, Node> nodes;
  private final List<Node> roots;

  private TraceTree(Map<SegmentId, Node> nodes, List<Node> roots) {
    this.nodes = nodes;
    this.roots = roots;
  }

  /**
   * A segment in the tree.
   *
   * @param segment the segment
   * @param depth 0 for a root
   * @param children by their start; those that never began come last
   * @param duration from its start to its end; null while it has not both
   * @param self the part of the duration in which no child was at work; null as {@code duration}
   */
  public record Node(
      TraceSegment segment,
      int depth,
      List<Node> children,
      @Nullable Duration duration,
      @Nullable Duration self) {
    /** Copies the list. */
    public Node {
      children = List.copyOf(children);
    }
  }

  /**
   * What models used and what it cost.
   *
   * @param inputTokens read
   * @param outputTokens written
   * @param costs by currency
   */
  public record Usage(long inputTokens, long outputTokens, Map<String, BigDecimal> costs) {
    /** Copies the map. */
    public Usage {
      costs = Map.copyOf(costs);
    }
  }

  /** The tree of a Trace. */
  public static TraceTree of(Trace trace) {
    List<TraceSegment> segments = trace.segments() == null ? List.of() : trace.segments();
    return new TreeBuilder(segments).build();
  }

  static TraceTree of(Map<SegmentId, Node> nodes, List<Node> roots) {
    List<Node> sorted = new ArrayList<>(roots);
    sorted.sort(BY_START);
    return new TraceTree(new HashMap<>(nodes), List.copyOf(sorted));
  }

  static Comparator<Node> byStart() {
    return BY_START;
  }

  /** The segments without a parent, by their start. */
  public List<Node> roots() {
    return roots;
  }

  /** A segment's place in the tree. */
  public Optional<Node> find(SegmentId segmentId) {
    return Optional.ofNullable(nodes.get(segmentId));
  }

  /** Every node, each before its children. */
  public List<Node> nodes() {
    List<Node> all = new ArrayList<>(nodes.size());
    Deque<Node> open = new ArrayDeque<>();
    for (int i = roots.size() - 1; i >= 0; i--) {
      open.push(roots.get(i));
    }
    while (!open.isEmpty()) {
      Node node = open.pop();
      all.add(node);
      for (int i = node.children().size() - 1; i >= 0; i--) {
        open.push(node.children().get(i));
      }
    }
    return all;
  }

  /**
   * The segments that the end of the first root waited for, the latest last: had one of them been
   * shorter, it could have ended sooner. From its end it goes back to the child that ended last,
   * from that child's start to the one that ended last before it, and so on; within each child the
   * same again, down to segments without children. Empty while the root has not ended.
   */
  public List<TraceSegment> criticalPath() {
    if (roots.isEmpty() || roots.get(0).duration() == null) {
      return List.of();
    }
    ArrayDeque<TraceSegment> path = new ArrayDeque<>();
    Deque<Node> open = new ArrayDeque<>();
    open.push(roots.get(0));
    while (!open.isEmpty()) {
      Node node = open.pop();
      List<Node> chain = waitedFor(node);
      if (chain.isEmpty()) {
        path.addFirst(node.segment());
      }
      for (int i = chain.size() - 1; i >= 0; i--) {
        open.push(chain.get(i));
      }
    }
    return List.copyOf(path);
  }

  /** Children that follow each other up to the end of their parent, the latest first. */
  private static List<Node> waitedFor(Node parent) {
    List<Node> byEnd = new ArrayList<>();
    for (Node child : parent.children()) {
      if (child.duration() != null) {
        byEnd.add(child);
      }
    }
    byEnd.sort(Comparator.comparing(TraceTree::end).reversed());
    List<Node> chain = new ArrayList<>();
    Instant before = end(parent);
    for (Node child : byEnd) {
      Instant end = end(child).isAfter(end(parent)) ? end(parent) : end(child);
      if (!end.isAfter(before)) {
        chain.add(child);
        before = start(child);
      }
    }
    return chain;
  }

  /** What all segments together used. */
  public Usage usage() {
    long input = 0;
    long output = 0;
    Map<String, BigDecimal> costs = new TreeMap<>();
    for (Node node : nodes.values()) {
      Attributes attributes = new Attributes(node.segment());
      input += attributes.tokens(Segment.INPUT_TOKENS);
      output += attributes.tokens(Segment.OUTPUT_TOKENS);
      attributes
          .cost()
          .ifPresent(cost -> costs.merge(attributes.currency(), cost, BigDecimal::add));
    }
    return new Usage(input, output, new LinkedHashMap<>(costs));
  }

  static Instant start(Node node) {
    return requireNonNull(node.segment().startedAt());
  }

  static Instant end(Node node) {
    return requireNonNull(node.segment().finishedAt());
  }
}
