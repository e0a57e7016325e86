package dev.mplp.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

  private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, SegmentId> ids = new LinkedHashMap<>();
  private final List<TraceSegment> segments = new ArrayList<>();

  private SegmentId id(String label) {
    return ids.computeIfAbsent(label, any -> SegmentId.random());
  }

  private void add(String label, @Nullable String parent, int from, int to) {
    add(label, parent, from, to, JsonObject.empty());
  }

  private void add(String label, @Nullable String parent, int from, int to, JsonObject attributes) {
    segments.add(
        TraceSegment.builder(label)
            .segmentId(id(label))
            .parentSegmentId(parent == null ? null : id(parent))
            .status(SegmentStatus.COMPLETED)
            .startedAt(ZERO.plusSeconds(from))
            .finishedAt(ZERO.plusSeconds(to))
            .attributes(attributes)
            .build());
  }

  private TraceTree tree() {
    return TraceTree.of(
        Trace.builder(
                ContextId.random(), TraceBase.builder(TraceId.random(), SpanId.random()).build())
            .segments(segments)
            .build());
  }

  private static List<String> labels(List<TraceTree.Node> nodes) {
    return nodes.stream().map(node -> node.segment().label()).toList();
  }

  @Test
  void tree_ofSegmentsInAnyOrder_hasChildrenByStart() {
    add("late", "plan", 5, 9);
    add("early", "plan", 0, 5);
    add("plan", null, 0, 10);
    TraceTree tree = tree();
    assertThat(labels(tree.roots())).containsExactly("plan");
    assertThat(labels(tree.nodes())).containsExactly("plan", "early", "late");
    assertThat(tree.nodes()).extracting(TraceTree.Node::depth).containsExactly(0, 1, 1);
  }

  @Test
  void self_leavesOutWhatChildrenCoverOnce() {
    add("plan", null, 0, 10);
    add("a", "plan", 1, 4);
    add("b", "plan", 3, 6);
    add("c", "plan", 8, 12);
    TraceTree.Node plan = tree().find(id("plan")).orElseThrow();
    assertThat(plan.duration()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.self()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void criticalPath_goesBackFromTheEndThroughWhatWasWaitedFor() {
    add("plan", null, 0, 10);
    add("fetch", "plan", 0, 3);
    add("aside", "plan", 0, 5);
    add("score", "plan", 3, 9);
    add("short", "score", 3, 4);
    add("model", "score", 4, 9);
    assertThat(tree().criticalPath())
        .extracting(TraceSegment::label)
        .containsExactly("fetch", "short", "model");
  }

  @Test
  void criticalPath_ofAChildThatOutlivesItsParent_takesItAsEndingWithIt() {
    add("plan", null, 0, 10);
    add("step", "plan", 0, 11);
    assertThat(tree().criticalPath()).extracting(TraceSegment::label).containsExactly("step");
  }

  @Test
  void criticalPath_ofWhatHasNotEnded_isEmpty() {
    segments.add(TraceSegment.builder("plan").startedAt(ZERO).build());
    assertThat(tree().criticalPath()).isEmpty();
  }

  @Test
  void tree_ofCirclesAndStrangers_hasThemAsRoots() {
    add("a", "b", 0, 1);
    add("b", "a", 0, 1);
    add("c", "nobody", 0, 1);
    TraceTree tree = tree();
    assertThat(tree.nodes()).hasSize(3);
    assertThat(labels(tree.roots())).hasSize(2).contains("c");
  }

  @Test
  void tree_ofGreatDepth_isBuilt() {
    add("0", null, 0, 1);
    for (int i = 1; i < 50_000; i++) {
      add("" + i, "" + (i - 1), 0, 1);
    }
    TraceTree tree = tree();
    assertThat(tree.nodes()).hasSize(50_000);
    assertThat(tree.criticalPath()).extracting(TraceSegment::label).containsExactly("49999");
  }

  @Test
  void usage_isTheSumOfAll() {
    add("a", null, 0, 1, JsonObject.of("input_tokens", 10, "output_tokens", 2));
    add("b", "a", 0, 1, JsonObject.of("input_tokens", 5, "cost", 0.5, "currency", "EUR"));
    add("c", "a", 0, 1, JsonObject.of("cost", 0.25, "currency", "EUR", "input_tokens", "many"));
    TraceTree.Usage usage = tree().usage();
    assertThat(usage.inputTokens()).isEqualTo(15);
    assertThat(usage.outputTokens()).isEqualTo(2);
    assertThat(usage.costs().get("EUR")).isEqualByComparingTo(new BigDecimal("0.75"));
  }
}
