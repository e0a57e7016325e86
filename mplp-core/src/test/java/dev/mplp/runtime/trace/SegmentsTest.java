package dev.mplp.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.ValidationException;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.RunId;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.trace.OtlpJson;
import dev.mplp.trace.Segment;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceFilter;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import dev.mplp.trace.TraceSummary;
import dev.mplp.trace.TraceTree;
import dev.mplp.trace.Traceparent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What handlers trace, from the call to the Trace. */
class SegmentsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Mplp mplp = MplpRuntime.builder().poll(Duration.ofMillis(20)).build();
  private final Context context = mplp.contexts().open("Segments", Root.of("lab", "test"));

  private final AtomicReference<StepHandler> current = new AtomicReference<>();

  SegmentsTest() {
    mplp.handlers().registerDefault(call -> current.get().handle(call));
  }

  @AfterEach
  void close() {
    mplp.close();
  }

  private ExecutionResult run(StepHandler handler, ExecutionOptions options) throws Exception {
    current.set(handler);
    Plan plan = Plan.builder(context.contextId(), "Trace", "See").step("work", s -> {}).build();
    mplp.plans().create(plan);
    Execution execution = mplp.plans().execute(plan.planId(), options);
    return execution.await(SOON);
  }

  private Trace trace(ExecutionResult result) {
    Trace trace = mplp.traces().get(result.execution().traceId());
    byte[] wire = WireCodec.standard().write(trace);
    assertThat(WireCodec.standard().read(Shapes.TRACE, wire)).isEqualTo(trace);
    return trace;
  }

  private static TraceSegment named(Trace trace, String label) {
    return trace.segments().stream()
        .filter(segment -> segment.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError(label + " in " + trace.segments()));
  }

  @Test
  void segments_nested_lieBelowTheirAttempt() throws Exception {
    ExecutionResult result =
        run(
            call -> {
              try (Segment outer = call.segment("research")) {
                try (Segment inner = outer.segment("ask the model")) {
                  inner.attribute("model", "m-1").tokens(100, 20).tokens(1, 2);
                  inner.cost(new BigDecimal("0.01"), "EUR").cost(new BigDecimal("0.02"), "EUR");
                  inner.decided("use the archive", "it is cheaper");
                }
                outer.failed("NOT_FOUND", "nothing there");
              }
              return StepResult.completed();
            },
            ExecutionOptions.DEFAULT);
    Trace trace = trace(result);
    TraceSegment outer = named(trace, "research");
    TraceSegment inner = named(trace, "ask the model");
    assertThat(outer.parentSegmentId()).isEqualTo(named(trace, "attempt 1").segmentId());
    assertThat(inner.parentSegmentId()).isEqualTo(outer.segmentId());
    assertThat(outer.status()).isEqualTo(SegmentStatus.FAILED);
    assertThat(outer.attributes().string("error_code")).hasValue("NOT_FOUND");
    assertThat(inner.status()).isEqualTo(SegmentStatus.COMPLETED);
    assertThat(inner.attributes().without(Segment.DECISIONS))
        .isEqualTo(
            JsonObject.builder()
                .put("kind", "handler")
                .put("model", "m-1")
                .put("input_tokens", 101)
                .put("output_tokens", 22)
                .put("cost", new BigDecimal("0.03"))
                .put("currency", "EUR")
                .build());
    assertThat(inner.attributes().get(Segment.DECISIONS).asArray().values())
        .singleElement()
        .extracting(decision -> decision.asObject().string("reason").orElseThrow())
        .isEqualTo("it is cheaper");
    TraceTree tree = TraceTree.of(trace);
    assertThat(tree.usage().costs().get("EUR")).isEqualByComparingTo("0.03");
    assertThat(tree.nodes()).allMatch(node -> node.duration() != null);
    assertThat(tree.find(inner.segmentId()).orElseThrow().depth()).isEqualTo(4);
  }

  @Test
  void segments_areEventsOfTheRun() throws Exception {
    ExecutionResult result =
        run(
            call -> {
              call.segment("look").attribute("n", 1).close();
              return StepResult.completed();
            },
            ExecutionOptions.DEFAULT);
    List<EventRecord> records = mplp.events().ofRun(new RunId(result.execution().traceId().uuid()));
    assertThat(records)
        .filteredOn(record -> record.type().equals("segment.ended"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.inline().eventType()).isEqualTo("trace.segment.ended");
              assertThat(record.inline().data().toString()).contains("\"label\":\"look\"");
            });
  }

  @Test
  void segments_leftOpen_areClosedWhenTheHandlerThrows_inEachAttempt() throws Exception {
    ExecutionResult result =
        run(
            call -> {
              call.segment("try " + call.attempt()).segment("inside " + call.attempt());
              if (call.attempt() == 1) {
                throw new IllegalStateException("again");
              }
              return StepResult.completed();
            },
            ExecutionOptions.builder()
                .retry(new RetryPolicy(2, Duration.ofMillis(1), 1, Duration.ofMillis(1)))
                .build());
    Trace trace = trace(result);
    for (int attempt = 1; attempt <= 2; attempt++) {
      TraceSegment outer = named(trace, "try " + attempt);
      assertThat(outer.parentSegmentId()).isEqualTo(named(trace, "attempt " + attempt).segmentId());
      assertThat(outer.attributes().get("unclosed").asBoolean()).isTrue();
      assertThat(named(trace, "inside " + attempt).parentSegmentId()).isEqualTo(outer.segmentId());
    }
  }

  @Test
  void segments_ofAnAttemptThatWasParked_lieBelowThatAttempt() throws Exception {
    ExecutionResult result =
        run(
            call -> {
              boolean first = call.memory().isEmpty();
              call.segment(first ? "before" : "after").close();
              return first
                  ? StepResult.delayed(Duration.ofMillis(1), JsonObject.of("seen", true))
                  : StepResult.completed();
            },
            ExecutionOptions.DEFAULT);
    Trace trace = trace(result);
    assertThat(named(trace, "before").parentSegmentId())
        .isEqualTo(named(trace, "after").parentSegmentId())
        .isEqualTo(named(trace, "attempt 1").segmentId());
  }

  @Test
  void segments_beyondTheLimits_areCountedAndTheWorkGoesOn() throws Exception {
    ExecutionResult result =
        run(
            call -> {
              for (int i = 0; i < 10_050; i++) {
                call.segment("s").close();
              }
              return StepResult.completed();
            },
            ExecutionOptions.DEFAULT);
    Trace trace = trace(result);
    assertThat(trace.segments()).filteredOn(s -> s.label().equals("s")).hasSize(10_000);
    assertThat(named(trace, "segments beyond the limit").attributes().get("dropped").asInt())
        .isEqualTo(50);
    assertThat(result.isCompleted()).isTrue();
  }

  @Test
  void attributes_thatCannotBeStored_areRefusedAtOnce() throws Exception {
    AtomicReference<Segment> kept = new AtomicReference<>();
    AtomicReference<StepCall> call = new AtomicReference<>();
    ExecutionResult result =
        run(
            c -> {
              call.set(c);
              Segment segment = c.segment("nul \u0000 label");
              kept.set(segment);
              assertThatThrownBy(() -> segment.attribute("a", "\u0000"))
                  .isInstanceOf(ValidationException.class);
              assertThatThrownBy(() -> segment.attribute("a", "x".repeat(70_000)))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("65536");
              assertThatThrownBy(() -> segment.tokens(-1, 0))
                  .isInstanceOf(IllegalArgumentException.class);
              segment.cost(BigDecimal.ONE, "EUR");
              assertThatThrownBy(() -> segment.cost(BigDecimal.ONE, "USD"))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("EUR");
              return StepResult.failed(StepError.permanent("DONE", "here"));
            },
            ExecutionOptions.DEFAULT);
    assertThat(result.steps().get(0).error().code()).isEqualTo("DONE");
    assertThatThrownBy(() -> kept.get().attribute("a", 1)).hasMessageContaining("closed");
    assertThatThrownBy(() -> call.get().segment("late")).isInstanceOf(IllegalStateException.class);
    assertThat(named(trace(result), "nul \ufffd label").attributes().has("a")).isFalse();
  }

  @Test
  void traceparent_ofTheCaller_goesInAndOutAndToOtlp() throws Exception {
    String caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    AtomicReference<String> fromStep = new AtomicReference<>();
    AtomicReference<String> fromSegment = new AtomicReference<>();
    ExecutionResult result =
        run(
            call -> {
              fromStep.set(call.traceparent());
              try (Segment segment = call.segment("fetch")) {
                fromSegment.set(segment.traceparent());
              }
              return StepResult.completed();
            },
            ExecutionOptions.builder().traceparent(caller).build());
    String otlp = OtlpJson.of(trace(result), "test").toString();
    assertThat(fromStep.get()).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-").endsWith("-00");
    assertThat(otlp)
        .contains("\"spanId\":\"" + spanId(fromStep.get()) + "\"")
        .contains("\"spanId\":\"" + spanId(fromSegment.get()) + "\"")
        .contains("\"parentSpanId\":\"00f067aa0ba902b7\"");
    assertThatThrownBy(() -> ExecutionOptions.builder().traceparent("nonsense").build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String spanId(String header) {
    return Traceparent.parse(header).orElseThrow().spanId();
  }

  @Test
  void list_filters_andGoesOnPageByPage() throws Exception {
    ExecutionResult good = run(call -> StepResult.completed(), ExecutionOptions.DEFAULT);
    ExecutionResult bad =
        run(call -> StepResult.failed(StepError.permanent("NO", "no")), ExecutionOptions.DEFAULT);
    ExecutionResult third = run(call -> StepResult.completed(), ExecutionOptions.DEFAULT);
    TraceId failed = bad.execution().traceId();
    assertThat(ids(TraceFilter.ALL.withStatus(TraceStatus.FAILED))).containsExactly(failed);
    assertThat(ids(TraceFilter.ALL.ofPlan(bad.execution().planId()))).containsExactly(failed);
    assertThat(
            ids(TraceFilter.ALL.inContext(context.contextId()).withStatus(TraceStatus.COMPLETED)))
        .containsExactly(good.execution().traceId(), third.execution().traceId());
    assertThat(ids(TraceFilter.ALL.withStatus(TraceStatus.RUNNING))).isEmpty();
  }

  private List<TraceId> ids(TraceFilter filter) {
    List<TraceId> ids = new ArrayList<>();
    Page<TraceSummary> page = mplp.traces().list(filter, null, 1);
    page.items().forEach(item -> ids.add(item.traceId()));
    while (page.next() != null) {
      page = mplp.traces().list(filter, page.next(), 1);
      page.items().forEach(item -> ids.add(item.traceId()));
    }
    return ids;
  }
}
