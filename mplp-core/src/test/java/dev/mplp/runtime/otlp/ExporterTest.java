package dev.mplp.runtime.otlp;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.event.Room;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.relay.RelayPosition;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.Eventually;
import dev.mplp.tck.StorageTap;
import dev.mplp.trace.OtlpJson;
import dev.mplp.trace.Segment;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.Traceparent;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What arrives at a collector, whatever becomes of it and of who sends. */
class ExporterTest {

  private static final Pace FAST =
      new Pace(
          Duration.ofMillis(10),
          Duration.ofSeconds(3),
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofSeconds(60));

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final Mplp mplp =
      MplpRuntime.builder().storage(storage).poll(Duration.ofMillis(20)).build();
  private final Context context = mplp.contexts().open("Loans", Root.of("finance", "test"));
  private final Collector collector = new Collector();
  private final List<Exporter> open = new ArrayList<>();

  ExporterTest() throws IOException {
    mplp.handlers()
        .register(
            "clerk",
            call -> {
              try (Segment model = call.segment("ask the model")) {
                model.tokens(1200, 85);
              }
              return StepResult.completed();
            });
  }

  @AfterEach
  void close() {
    open.forEach(Exporter::close);
    mplp.close(Duration.ofSeconds(5));
    collector.close();
    storage.close();
    assertThat(collector.problems()).isEmpty();
  }

  private Target target() {
    return new Target(
        collector.address(),
        Map.of("Authorization", "Bearer secret"),
        Map.of("service.name", "loans"),
        Duration.ofSeconds(10));
  }

  /** Sends from now on. */
  private Exporter export() {
    return export(new Exporter(storage, new Commits(storage), target(), FAST));
  }

  private Exporter export(Exporter exporter) {
    open.add(exporter);
    exporter.start();
    Eventually.until("it has begun", () -> RelayPosition.read(storage, "traces").version() > 0);
    return exporter;
  }

  private TraceId run() {
    return run(ExecutionOptions.DEFAULT);
  }

  private TraceId run(ExecutionOptions options) {
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide")
                    .step("First", "clerk")
                    .step("Second", "clerk")
                    .build());
    Execution execution = mplp.plans().execute(plan.planId(), options);
    assertThat(execution.toFuture().orTimeout(30, TimeUnit.SECONDS).join().isCompleted()).isTrue();
    return execution.snapshot().traceId();
  }

  private Set<String> traces() {
    return collector.spans().stream().map(span -> Collector.id(span.getTraceId())).collect(toSet());
  }

  private void arrive(TraceId... ids) {
    for (TraceId id : ids) {
      String expected = Traceparent.traceId(id);
      Eventually.until("it arrives", () -> traces().contains(expected));
    }
  }

  @Test
  void traceOfARun_arrivesAsItIs() {
    TraceId before = run();
    Exporter exporter = export();
    TraceId id = run();
    arrive(id);

    List<JsonObject> expected = OtlpJson.spans(mplp.traces().get(id));
    List<Span> spans = collector.spans();
    assertThat(spans)
        .hasSize(1 + 2 * 3)
        .extracting(span -> Collector.id(span.getSpanId()))
        .containsExactlyElementsOf(
            expected.stream().map(span -> span.string("spanId").orElseThrow()).toList());
    assertThat(spans)
        .extracting(Span::getName)
        .contains("Assess", "First", "Second", "ask the model");
    assertThat(spans.get(0).getAttributesList())
        .anySatisfy(
            one -> {
              assertThat(one.getKey()).isEqualTo("mplp.tenant");
              assertThat(one.getValue().getStringValue()).isEqualTo("default");
            });
    Set<String> known = new HashSet<>();
    for (Span span : spans) {
      boolean isRoot = span.getParentSpanId().isEmpty();
      assertThat(isRoot || known.contains(Collector.id(span.getParentSpanId()))).isTrue();
      known.add(Collector.id(span.getSpanId()));
      assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
    }
    ResourceSpans resource = collector.resources().get(0);
    assertThat(resource.getResource().getAttributes(0).getKey()).isEqualTo("service.name");
    assertThat(resource.getResource().getAttributes(0).getValue().getStringValue())
        .isEqualTo("loans");
    assertThat(collector.tokens()).containsOnly("Bearer secret");
    assertThat(traces()).doesNotContain(Traceparent.traceId(before));
    Eventually.until("it is counted", () -> exporter.figures().traces() == 1);
    assertThat(exporter.figures().spans()).isEqualTo(7);
    assertThat(exporter.health().status()).isEqualTo(Status.UP);
  }

  @Test
  void collectorThatIsBusyOrAway_getsEachTraceLater_andHoldsUpNobody() throws IOException {
    Exporter exporter = export();
    collector.answer(503, "1", "full");
    TraceId busy = run();
    arrive(busy);
    long waited = collector.asked().get(1) - collector.asked().get(0);
    assertThat(Duration.ofNanos(waited)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

    collector.goAway();
    List<TraceId> away = IntStream.range(0, 5).mapToObj(i -> run()).toList();
    Eventually.until("it is told", () -> exporter.health().status() == Status.DEGRADED);
    assertThat(exporter.health().detail()).contains("is not reached").doesNotContain("secret");
    collector.comeBack();
    arrive(away.toArray(TraceId[]::new));
    Eventually.until("all is well", () -> exporter.health().status() == Status.UP);
    assertThat(exporter.figures().retried()).isGreaterThanOrEqualTo(2);
    assertThat(exporter.figures().leftOut()).isZero();
  }

  @Test
  void ofSeveralProcesses_oneSends_andTheNextGoesOnWhereItStopped() {
    Exporter first = export();
    Exporter second = export();
    TraceId one = run();
    arrive(one);
    assertThat(first.figures().sending() && second.figures().sending()).isFalse();
    first.close();
    TraceId two = run();
    arrive(two);
    Eventually.until("it is counted", () -> second.figures().traces() == 1);
    assertThat(collector.spans()).hasSize(2 * 7); // none of them twice
  }

  @Test
  void whatTheCollectorRefusesForGood_isCounted_andPassedOver() {
    Exporter exporter = export();
    collector.answer(400, "", "no \n such thing");
    run();
    Eventually.until("it is refused", () -> exporter.figures().refused() == 7);
    assertThat(exporter.health().detail()).contains("status 400: no such thing");
    collector.answer(
        200, "", "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"old\"}}");
    arrive(run());
    Eventually.until("it is counted", () -> exporter.figures().refused() == 10);
    assertThat(exporter.figures().spans()).isEqualTo(4);
    assertThat(exporter.health().status()).isEqualTo(Status.UP);
  }

  @Test
  void traceOfACaller_isSentWhereTheCallerRecordsIt() {
    export();
    String parent = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";
    run(ExecutionOptions.builder().traceparent("00-" + parent + "00").build());
    run(ExecutionOptions.builder().traceparent("00-" + parent + "01").build());
    arrive(run());
    assertThat(collector.spans()).hasSize(2 * 7);
    Span root = collector.spans().get(0);
    assertThat(Collector.id(root.getTraceId())).isEqualTo(parent.substring(0, 32));
    assertThat(Collector.id(root.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
  }

  @Test
  void storageThatIsAway_isTold_andTheTraceIsSentLater() {
    AtomicBoolean away = new AtomicBoolean();
    Storage tapped =
        StorageTap.over(
            storage,
            call -> {
              if (away.get()) {
                throw new StorageException(true, "no connection", null);
              }
              return call.proceed();
            });
    Pace pace =
        new Pace(FAST.look(), Duration.ofMillis(300), FAST.look(), FAST.look(), FAST.patience());
    Exporter exporter = export(new Exporter(tapped, new Commits(tapped), target(), pace));
    away.set(true);
    TraceId id = run();
    Eventually.until("it is told", () -> exporter.health().detail().contains("no connection"));
    assertThat(exporter.health().status()).isEqualTo(Status.DEGRADED);
    away.set(false);
    arrive(id);
    Eventually.until("all is well", () -> exporter.health().status() == Status.UP);
  }

  private TraceId traced(int segments) {
    TraceId id = TraceId.random();
    ContextId where = context.contextId();
    TraceBase root = new TraceBase(id, SpanId.random(), null, where, JsonObject.empty());
    List<TraceSegment> all =
        IntStream.range(0, segments)
            .mapToObj(
                i ->
                    TraceSegment.builder("piece " + i)
                        .status(SegmentStatus.COMPLETED)
                        .startedAt(storage.now())
                        .finishedAt(storage.now())
                        .build())
            .toList();
    mplp.traces().create(Trace.builder(where, root).traceId(id).segments(all).build());
    mplp.traces().start(id);
    mplp.traces().complete(id);
    return id;
  }

  @Test
  void largeTraceOfTheHost_goesInSeveralRequests() {
    Exporter exporter = export();
    traced(1200);
    Eventually.until("it arrives", () -> exporter.figures().traces() == 1);
    assertThat(collector.spans()).hasSize(1200);
    assertThat(collector.asked()).hasSize(3);
  }

  @Test
  void traceThatThereIsNoRoomFor_orThatIsGone_isLeftOut() {
    traced(4);
    traced(5);
    mplp.traces().purge(traced(3));
    ExportCounts counts = new ExportCounts();
    EndedTraces small = new EndedTraces(storage, new Room(4, 1 << 20, 2), counts);
    long sent =
        storage.log().read("default", null, 0, 100).stream()
            .filter(record -> small.of(record).isPresent())
            .count();
    assertThat(sent).isEqualTo(1);
    assertThat(counts.figures().leftOut()).isEqualTo(2);
  }
}
