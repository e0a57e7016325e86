package dev.mplp.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SpanId;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanGraphTest {

  private static final ContextId CONTEXT = ContextId.random();

  /** Fetch and ask, then score, then decide; and a note that nothing waits for. */
  private static Plan loan() {
    return Plan.builder(CONTEXT, "Assess", "Decide on the loan")
        .step("decide")
        .after("score", "ask")
        .step("score")
        .role("analyst")
        .after("fetch")
        .step("fetch")
        .role("clerk")
        .step("ask")
        .step("note")
        .after("fetch")
        .build();
  }

  private static List<String> names(List<PlanStep> steps) {
    return steps.stream().map(PlanStep::description).toList();
  }

  private static StepId id(Plan plan, String name) {
    return plan.steps().stream()
        .filter(step -> step.description().equals(name))
        .findFirst()
        .orElseThrow()
        .stepId();
  }

  @Test
  void layers_order_and_neighbours_of_a_plan() {
    Plan plan = loan();
    PlanGraph graph = plan.graph();
    assertThat(graph.size()).isEqualTo(5);
    assertThat(graph.edges()).isEqualTo(4);
    assertThat(graph.layers().stream().map(PlanGraphTest::names))
        .containsExactly(List.of("fetch", "ask"), List.of("score", "note"), List.of("decide"));
    assertThat(names(graph.order())).containsExactly("fetch", "score", "ask", "decide", "note");
    assertThat(names(graph.predecessors(id(plan, "decide")))).containsExactly("score", "ask");
    assertThat(names(graph.successors(id(plan, "fetch")))).containsExactly("score", "note");
    assertThat(names(graph.allPredecessors(id(plan, "decide"))))
        .containsExactly("score", "fetch", "ask");
    assertThat(names(graph.allSuccessors(id(plan, "fetch"))))
        .containsExactly("decide", "score", "note");
    assertThat(names(graph.longestChain())).containsExactly("fetch", "score", "decide");
    assertThat(graph.dependencies(0)).containsExactly(1, 3);
    assertThat(graph.dependents(2)).containsExactly(1, 4);
    assertThatIllegalArgumentException().isThrownBy(() -> graph.index(StepId.random()));
  }

  @Test
  void criticalPath_goesByTheGivenDurations() {
    PlanGraph graph = loan().graph();
    CriticalPath path =
        graph.criticalPath(step -> Duration.ofSeconds(step.description().equals("ask") ? 10 : 2));
    assertThat(names(path.steps())).containsExactly("ask", "decide");
    assertThat(path.duration()).isEqualTo(Duration.ofSeconds(12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.criticalPath(step -> Duration.ofSeconds(-1)));
  }

  @Test
  void criticalPath_ofARun_goesByTheSegmentsOfItsSteps() {
    Plan plan = loan();
    Instant start = Instant.parse("2026-03-01T10:00:00Z");
    Trace trace =
        Trace.builder(
                CONTEXT, new TraceBase(TraceId.random(), SpanId.random(), null, CONTEXT, null))
            .segments(
                List.of(
                    segment("step", id(plan, "fetch"), start, 1),
                    segment("attempt", id(plan, "fetch"), start, 100),
                    segment("step", id(plan, "note"), start.plusSeconds(1), 9),
                    segment("step", id(plan, "score"), start.plusSeconds(1), 3),
                    TraceSegment.builder("still running").startedAt(start).build()))
            .build();
    CriticalPath path = plan.graph().criticalPath(trace);
    assertThat(names(path.steps())).containsExactly("fetch", "note");
    assertThat(path.duration()).isEqualTo(Duration.ofSeconds(10));
  }

  private static TraceSegment segment(String kind, StepId step, Instant start, int seconds) {
    return TraceSegment.builder(kind)
        .status(SegmentStatus.COMPLETED)
        .startedAt(start)
        .finishedAt(start.plusSeconds(seconds))
        .attributes(JsonObject.of("kind", kind, "step_id", step.value()))
        .build();
  }

  @Test
  void cycle_isShownStepByStep() {
    Plan plan =
        Plan.builder(CONTEXT, "Round", "and round")
            .step("begin")
            .step("a")
            .after("begin", "c")
            .step("b")
            .after("a")
            .step("c")
            .after("b")
            .step("behind")
            .after("c")
            .build();
    ValidationException refused = catchThrowableOfType(ValidationException.class, plan::graph);
    assertThat(refused.violations()).hasSize(1);
    Violation violation = refused.violations().get(0);
    assertThat(violation.name()).isEqualTo("graph/no-cycle");
    assertThat(violation.message())
        .isEqualTo(
            "these steps wait for each other: \"a\" (/steps/1) after \"c\" (/steps/3) after \"b\""
                + " (/steps/2) after \"a\" (/steps/1); take one of the dependencies away");
  }

  @Test
  void longCycle_isShownInPart() {
    PlanBuilder builder = Plan.builder(CONTEXT, "Round", "and round");
    for (int i = 0; i < 1000; i++) {
      builder.step("s" + i).after("s" + (i + 1) % 1000);
    }
    ValidationException refused =
        catchThrowableOfType(ValidationException.class, () -> builder.build().graph());
    assertThat(refused.violations().get(0).message())
        .contains("\"s0\" (/steps/0) after \"s1\"", "after 981 more")
        .hasSizeLessThan(1000);
  }

  @Test
  void everyFault_isToldAtOnce() {
    StepId twice = StepId.random();
    StepId nowhere = StepId.random();
    PlanStep first = PlanStep.builder("first").stepId(twice).build();
    PlanStep second =
        PlanStep.builder("second").stepId(twice).dependencies(List.of(nowhere)).build();
    PlanStep third = PlanStep.builder("third").build();
    PlanStep self = third.withDependencies(List.of(third.stepId(), twice, twice));
    ValidationException refused =
        catchThrowableOfType(
            ValidationException.class, () -> PlanGraph.of(List.of(first, second, self)));
    assertThat(refused.violations().stream().map(v -> v.pointer() + ' ' + v.rule()))
        .containsExactly(
            "/steps/1/step_id unique-step",
            "/steps/1/dependencies/0 known-step",
            "/steps/2/dependencies/0 no-self",
            "/steps/2/dependencies/2 named-once");
  }

  @Test
  void chainAndFan_ofTwentyThousandSteps_areAnsweredAtOnce() {
    PlanBuilder chain = Plan.builder(CONTEXT, "Chain", "long");
    PlanBuilder fan = Plan.builder(CONTEXT, "Fan", "wide");
    StepDraft root = fan.step("root");
    for (int i = 0; i < 20_000; i++) {
      chain.step("s" + i).after(i == 0 ? new String[0] : new String[] {"s" + (i - 1)});
      fan.step("s" + i).after(root);
    }
    PlanGraph longest = chain.build().graph();
    assertThat(longest.layers()).hasSize(20_000);
    assertThat(longest.longestChain()).hasSize(20_000);
    assertThat(longest.allSuccessors(longest.steps().get(0).stepId())).hasSize(19_999);
    assertThat(longest.criticalPath(step -> Duration.ofMillis(3)).duration())
        .isEqualTo(Duration.ofMinutes(1));
    PlanGraph widest = fan.build().graph();
    assertThat(widest.layers()).hasSize(2);
    assertThat(widest.successors(root.stepId())).hasSize(20_000);
    assertThat(widest.edges()).isEqualTo(20_000);
  }

  @Test
  void randomGraphs_agreeWithTheirDefinition() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<PlanStep> steps = randomSteps(random, 1 + random.nextInt(12));
      PlanGraph graph = PlanGraph.of(steps);
      Map<StepId, Set<StepId>> before = new HashMap<>();
      for (PlanStep step : graph.order()) {
        Set<StepId> all = new HashSet<>(step.dependsOn());
        step.dependsOn().forEach(id -> all.addAll(before.get(id)));
        before.put(step.stepId(), all);
      }
      Map<StepId, Integer> layer = new HashMap<>();
      for (int i = 0; i < graph.layers().size(); i++) {
        for (PlanStep step : graph.layers().get(i)) {
          layer.put(step.stepId(), i);
        }
      }
      for (PlanStep step : steps) {
        assertThat(graph.allPredecessors(step.stepId()))
            .extracting(PlanStep::stepId)
            .containsExactlyInAnyOrderElementsOf(before.get(step.stepId()));
        assertThat(graph.allSuccessors(step.stepId()))
            .allSatisfy(after -> assertThat(before.get(after.stepId())).contains(step.stepId()));
        assertThat(layer.get(step.stepId()))
            .isEqualTo(step.dependsOn().stream().mapToInt(id -> layer.get(id) + 1).max().orElse(0));
      }
      assertThat(graph.longestChain()).hasSize(graph.layers().size());
    }
  }

  private static List<PlanStep> randomSteps(Random random, int count) {
    List<PlanStep> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<StepId> dependencies =
          steps.stream().map(PlanStep::stepId).filter(id -> random.nextInt(3) == 0).toList();
      steps.add(PlanStep.builder("s" + i).dependencies(dependencies).build());
    }
    Collections.shuffle(steps, random);
    return steps;
  }
}
