package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.agent.StepResult;
import dev.mplp.event.Watch;
import dev.mplp.model.JsonObject;
import dev.mplp.model.SegmentId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceFilter;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import dev.mplp.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Traces that a host makes, their segments, and every pair of the statuses of both. */
public abstract class HostTracesContract extends TransitionsKit {

  /** For the storages. */
  protected HostTracesContract() {}

  private Trace.Builder trace() {
    TraceId id = TraceId.random();
    TraceBase root =
        new TraceBase(id, SpanId.random(), null, context().contextId(), JsonObject.empty());
    return Trace.builder(context().contextId(), root).traceId(id);
  }

  private TraceId created() {
    return mplp().traces().create(trace().build()).traceId();
  }

  @Test
  void traces() {
    Traces traces = mplp().traces();
    everyPair(
        TraceStatus.PENDING,
        TraceStatus.values(),
        Map.of(
            TraceStatus.PENDING,
            Set.of(TraceStatus.RUNNING, TraceStatus.FAILED, TraceStatus.CANCELLED),
            TraceStatus.RUNNING,
            Set.of(TraceStatus.COMPLETED, TraceStatus.FAILED, TraceStatus.CANCELLED)),
        (from, to) -> false,
        "trace.moved",
        () -> {
          TraceId id = created();
          return piece(
              () -> traces.get(id).status(),
              to ->
                  switch (to) {
                    case PENDING -> throw nothingLeadsTo(to);
                    case RUNNING -> traces.start(id);
                    case COMPLETED -> traces.complete(id);
                    case FAILED -> traces.fail(id, "no disk");
                    case CANCELLED -> traces.cancel(id, null);
                  });
        });
  }

  @Test
  void segments() {
    Traces traces = mplp().traces();
    TraceId id = created();
    Set<SegmentStatus> over =
        Set.of(SegmentStatus.FAILED, SegmentStatus.CANCELLED, SegmentStatus.SKIPPED);
    Set<SegmentStatus> fromPending = new HashSet<>(over);
    fromPending.add(SegmentStatus.RUNNING);
    Set<SegmentStatus> fromRunning = new HashSet<>(over);
    fromRunning.add(SegmentStatus.COMPLETED);
    everyPair(
        SegmentStatus.PENDING,
        SegmentStatus.values(),
        Map.of(SegmentStatus.PENDING, fromPending, SegmentStatus.RUNNING, fromRunning),
        (from, to) -> false,
        "trace.segment.moved",
        () -> {
          SegmentId segment =
              traces.addSegment(id, TraceSegment.builder("look").build()).segmentId();
          return piece(
              () -> segment(id, segment).status(), to -> traces.moveSegment(id, segment, to));
        });
  }

  private TraceSegment segment(TraceId id, SegmentId segment) {
    return segments(mplp().traces().get(id)).stream()
        .filter(one -> one.segmentId().equals(segment))
        .findFirst()
        .orElseThrow();
  }

  private static List<TraceSegment> segments(Trace trace) {
    @Nullable List<TraceSegment> segments = trace.segments();
    return segments == null ? List.of() : segments;
  }

  @Test
  void trace_isStartedGetsSegmentsAndEnds() {
    TraceSegment first = TraceSegment.builder("fetch").status(SegmentStatus.RUNNING).build();
    Plan plan = Plan.builder(context().contextId(), "Loan", "See").step("Pay", "cashier").build();
    mplp().plans().create(plan);
    Trace created =
        mplp().traces().create(trace().planId(plan.planId()).segments(List.of(first)).build());
    TraceId id = created.traceId();
    assertThat(mplp().traces().get(id)).isEqualTo(created);
    mplp().traces().start(id);
    Trace running = mplp().traces().get(id);
    assertThat(running.startedAt()).isNotNull();
    TraceSegment below =
        mplp()
            .traces()
            .addSegment(
                id,
                TraceSegment.builder("parse")
                    .parentSegmentId(first.segmentId())
                    .status(SegmentStatus.RUNNING)
                    .build());
    assertThat(below.startedAt()).isNotNull();
    refused("SEGMENTS_OPEN", () -> mplp().traces().complete(id));
    assertThat(mplp().traces().moveSegment(id, below.segmentId(), SegmentStatus.COMPLETED))
        .satisfies(ended -> assertThat(ended.finishedAt()).isNotNull());
    mplp().traces().moveSegment(id, first.segmentId(), SegmentStatus.FAILED);
    assertThat(mplp().traces().complete(id).finishedAt()).isNotNull();
    assertThat(segments(mplp().traces().get(id)))
        .extracting(TraceSegment::status)
        .containsExactly(SegmentStatus.FAILED, SegmentStatus.COMPLETED);

    refused(
        "TRACE_ENDED", () -> mplp().traces().addSegment(id, TraceSegment.builder("late").build()));
    refused(
        "TRACE_ENDED",
        () -> mplp().traces().moveSegment(id, first.segmentId(), SegmentStatus.RUNNING));
    assertThat(mplp().contexts().verify(context().contextId()).findings()).isEmpty();
    Watch watch = mplp().traces().watch(id, 0);
    assertThat(seen(watch, "trace.segment.moved")).startsWith("trace.created", "trace.moved");
    mplp().traces().purge(id);
    refused("TRACE_NOT_FOUND", () -> mplp().traces().get(id));
    refused("TRACE_NOT_FOUND", () -> mplp().traces().start(id));
  }

  @Test
  void whatDoesNotFit_isRefused() {
    refused(
        "READ_ONLY_PART",
        () -> mplp().traces().create(trace().status(TraceStatus.COMPLETED).build()));
    TraceSegment twice = TraceSegment.builder("look").build();
    refused(
        "READ_ONLY_PART",
        () -> mplp().traces().create(trace().segments(List.of(twice, twice)).build()));
    TraceId id = created();
    refused("ALREADY_EXISTS", () -> mplp().traces().create(mplp().traces().get(id)));
    TraceSegment segment = mplp().traces().addSegment(id, twice);
    refused("ALREADY_EXISTS", () -> mplp().traces().addSegment(id, segment));
    refused(
        "SEGMENT_NOT_FOUND",
        () ->
            mplp()
                .traces()
                .addSegment(
                    id, TraceSegment.builder("x").parentSegmentId(SegmentId.random()).build()));
    refused(
        "SEGMENT_NOT_FOUND",
        () -> mplp().traces().moveSegment(id, SegmentId.random(), SegmentStatus.RUNNING));
    refused("NOT_OVER", () -> mplp().traces().purge(id));
    Versioned<Trace> read = mplp().traces().read(id);
    refused("VERSION_CONFLICT", () -> mplp().traces().update(read.value(), read.version() + 1));
    refused(
        "READ_ONLY_PART",
        () ->
            mplp()
                .traces()
                .update(read.value().toBuilder().startedAt(Instant.EPOCH).build(), read.version()));
    assertThat(mplp().traces().update(read.value(), read.version()).version())
        .isEqualTo(read.version() + 1);
  }

  @Test
  void traceOfARun_isItsOwn() throws Exception {
    mplp().handlers().registerDefault(call -> StepResult.completed());
    Plan plan =
        mplp()
            .plans()
            .create(
                Plan.builder(context().contextId(), "Loan", "See").step("Pay", "cashier").build());
    Execution execution = mplp().plans().execute(plan.planId());
    assertThat(execution.await(Duration.ofSeconds(30)).isCompleted()).isTrue();
    TraceId id = execution.snapshot().traceId();
    refused("TRACE_OF_A_RUN", () -> mplp().traces().cancel(id, null));
    refused(
        "TRACE_OF_A_RUN", () -> mplp().traces().addSegment(id, TraceSegment.builder("x").build()));
    Versioned<Trace> read = mplp().traces().read(id);
    refused("TRACE_OF_A_RUN", () -> mplp().traces().update(read.value(), read.version()));
    created();
    assertThat(mplp().traces().list(TraceFilter.ALL, null, 10).items()).hasSize(2);
  }

  @Test
  void retention_removesWhatHasEnded_withItsSegments() {
    TraceId id = created();
    TraceId open = created();
    mplp().traces().addSegment(id, TraceSegment.builder("look").build());
    mplp().traces().cancel(id, "not needed");
    advance(Duration.ofDays(3));
    RetentionPolicy policy = RetentionPolicy.builder().keep(Retained.TRACES, Keep.days(1)).build();
    mplp().administration().sweep(policy, "clean-up");
    refused("TRACE_NOT_FOUND", () -> mplp().traces().get(id));
    assertThat(mplp().traces().get(open).status()).isEqualTo(TraceStatus.PENDING);
    for (String kind : List.of("trace-segment", "trace-tail")) {
      assertThat(storage().list(new DocumentQuery("default", kind, Map.of(), 0, 10)))
          .as(kind)
          .hasSize(kind.equals("trace-tail") ? 1 : 0);
    }
  }

  @Test
  void segments_fromSeveralProcesses_areAllThereOnce() throws Exception {
    TraceId id = created();
    mplp().traces().start(id);
    List<Traces> processes = List.of(mplp().traces(), another().traces());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<SegmentId> added = Collections.synchronizedList(new ArrayList<>());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Traces traces = processes.get(thread % 2);
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 15; i++) {
                    TraceSegment one =
                        traces.addSegment(
                            id,
                            TraceSegment.builder("s" + i).status(SegmentStatus.RUNNING).build());
                    traces.moveSegment(id, one.segmentId(), SegmentStatus.COMPLETED);
                    added.add(one.segmentId());
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    mplp().traces().complete(id);
    assertThat(segments(mplp().traces().get(id)))
        .extracting(TraceSegment::segmentId)
        .containsExactlyInAnyOrderElementsOf(added);
  }
}
