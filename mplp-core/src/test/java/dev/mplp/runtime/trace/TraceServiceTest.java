package dev.mplp.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.NotFoundException;
import dev.mplp.agent.StepError;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.SpanId;
import dev.mplp.model.StepId;
import dev.mplp.model.Tenant;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.LogWaiter;
import dev.mplp.runtime.event.RandomRun;
import dev.mplp.runtime.event.RunRecords;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.event.StepPayload;
import dev.mplp.runtime.event.StepRecords;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ModuleSwitch;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaValidator;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraceServiceTest {

  private static final String TENANT = "default";
  private static final WireCodec CODEC = WireCodec.standard();
  private static final StepError ERROR = StepError.transientError("HTTP_503", "try later");

  private final Storage storage = InMemoryStorage.create();
  private final TraceService traces = traces(storage, TENANT);

  private static TraceService traces(Storage storage, String tenant) {
    Principal reader = Principal.of(new Tenant(tenant), "reader");
    return new TraceService(
        new Caller(
            reader, storage, new Commits(storage), Authorizer.ALLOW_ALL, new ModuleSwitch(storage)),
        new EventService(storage, tenant, new LogWaiter(storage)));
  }

  private final RunRef run =
      new RunRef(ContextId.random(), PlanId.random(), UUID.randomUUID(), UUID.randomUUID());
  private final StepId fetch = StepId.random();
  private final StepId score = StepId.random();

  @Test
  void get_ofNothing_isRefused() {
    assertThatThrownBy(() -> traces.get(new TraceId(run.runId())))
        .isInstanceOfSatisfying(
            NotFoundException.class, e -> assertThat(e.code()).isEqualTo("TRACE_NOT_FOUND"));
  }

  @Test
  void get_ofAnotherTenant_isRefused() {
    putHead(TraceStatus.PENDING);
    assertThatThrownBy(() -> traces(storage, "other").get(new TraceId(run.runId())))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void get_beforeTheRunBegan_isTheHead() {
    Trace head = putHead(TraceStatus.PENDING);
    assertThat(get()).isEqualTo(head);
  }

  @Test
  void get_whileItRuns_showsWhatIsOpen() {
    putHead(TraceStatus.RUNNING);
    log(RunRecords.runStarted(run, PlanStatus.DRAFT, 2, null, "alice"));
    started(fetch, 0, 1);
    List<TraceSegment> segments = get().segments();
    assertThat(segments)
        .extracting(TraceSegment::label)
        .containsExactly("Assess the loan", "Step 0", "attempt 1");
    assertThat(segments)
        .allSatisfy(
            segment -> {
              assertThat(segment.status()).isEqualTo(SegmentStatus.RUNNING);
              assertThat(segment.startedAt()).isNotNull();
              assertThat(segment.finishedAt()).isNull();
            });
    assertThat(segments.get(0).segmentId()).isEqualTo(TraceSegments.planId(run.runId()));
    assertThat(segments.get(1).parentSegmentId()).isEqualTo(segments.get(0).segmentId());
    assertThat(segments.get(2).parentSegmentId()).isEqualTo(segments.get(1).segmentId());
  }

  @Test
  void attempts_retriedAndLost_areSegmentsOfTheirOwn() {
    putHead(TraceStatus.COMPLETED);
    log(RunRecords.runStarted(run, PlanStatus.DRAFT, 1, null, "alice"));
    started(fetch, 0, 1);
    log(StepRecords.stepRetried(run, fetch, 0, 1, ERROR, Duration.ZERO));
    started(fetch, 0, 2);
    byStorage(LogEntry.STEP_LOST, fetch, 0, 2);
    started(fetch, 0, 3);
    log(StepRecords.stepCompleted(run, fetch, 0, 3, JsonObject.empty()));
    end(PlanStatus.COMPLETED, ExecutionState.COMPLETED);
    List<TraceSegment> segments = get().segments();
    assertThat(segments)
        .extracting(TraceSegment::status)
        .containsExactly(
            SegmentStatus.COMPLETED,
            SegmentStatus.COMPLETED,
            SegmentStatus.FAILED,
            SegmentStatus.FAILED,
            SegmentStatus.COMPLETED);
    assertThat(attribute(segments.get(1), "attempts")).isEqualTo(JsonValue.of(3));
    assertThat(attribute(segments.get(2), "error_code")).isEqualTo(JsonValue.of("HTTP_503"));
    assertThat(attribute(segments.get(2), "error_message")).isEqualTo(JsonValue.of("try later"));
    assertThat(attribute(segments.get(2), "outcome")).isEqualTo(JsonValue.of("retried"));
    assertThat(attribute(segments.get(3), "lost")).isEqualTo(JsonValue.of(true));
  }

  @Test
  void attemptThatWasParked_staysOneSegment() {
    putHead(TraceStatus.COMPLETED);
    log(RunRecords.runStarted(run, PlanStatus.DRAFT, 1, null, "alice"));
    started(fetch, 0, 1);
    log(StepRecords.stepParked(run, fetch, 0, 1, null, null));
    byStorage(LogEntry.STEP_CONTINUED, fetch, 0, 2);
    log(StepRecords.stepCompleted(run, fetch, 0, 2, JsonObject.empty()));
    end(PlanStatus.COMPLETED, ExecutionState.COMPLETED);
    List<TraceSegment> segments = get().segments();
    assertThat(segments)
        .extracting(TraceSegment::label)
        .containsExactly("Assess the loan", "Step 0", "attempt 1");
    assertThat(segments.get(2).status()).isEqualTo(SegmentStatus.COMPLETED);
    assertThat(attribute(segments.get(2), "parked")).isEqualTo(JsonValue.of(true));
    assertThat(segments.get(2).segmentId())
        .isEqualTo(TraceSegments.attemptId(run.runId(), fetch, 1));
  }

  @Test
  void stepWrittenAsSkipped_isListedOnce() {
    putHead(TraceStatus.FAILED);
    log(RunRecords.runStarted(run, PlanStatus.DRAFT, 2, null, "alice"));
    started(fetch, 0, 1);
    log(StepRecords.stepRetried(run, fetch, 0, 1, ERROR, Duration.ofSeconds(9)));
    end(PlanStatus.FAILED, ExecutionState.FAILED);
    append(
        TraceSegments.skipped(run.runId(), fetch, 0, "Step 0", "clerk", "cancelled"),
        TraceSegments.skipped(run.runId(), score, 1, "Step 1", null, "upstream"));
    List<TraceSegment> segments = get().segments();
    assertThat(segments)
        .extracting(TraceSegment::label)
        .containsExactly("Assess the loan", "Step 0", "attempt 1", "Step 1");
    assertThat(segments)
        .extracting(TraceSegment::status)
        .containsExactly(
            SegmentStatus.FAILED,
            SegmentStatus.SKIPPED,
            SegmentStatus.FAILED,
            SegmentStatus.SKIPPED);
    assertThat(segments.get(1).startedAt()).isNotNull();
    assertThat(segments.get(1).finishedAt()).isNotNull();
    assertThat(attribute(segments.get(1), "skip_reason")).isEqualTo(JsonValue.of("cancelled"));
  }

  @Test
  void runRefusedAtItsGate_hasAPlanThatNeverStarted() {
    putHead(TraceStatus.FAILED);
    log(RunRecords.runEnded(run, PlanStatus.DRAFT, PlanStatus.DRAFT, ExecutionState.FAILED, ERROR));
    List<TraceSegment> segments = get().segments();
    assertThat(segments).hasSize(1);
    assertThat(segments.get(0).startedAt()).isNull();
    assertThat(segments.get(0).finishedAt()).isNotNull();
    assertThat(attribute(segments.get(0), "error_code")).isEqualTo(JsonValue.of("HTTP_503"));
  }

  @Test
  void importedTrace_keepsItsSegments() {
    TraceSegment own = TraceSegment.builder("own").status(SegmentStatus.COMPLETED).build();
    Trace head = putHead(TraceStatus.COMPLETED);
    append(own);
    assertThat(get()).isEqualTo(head.withSegments(List.of(own)));
  }

  @Test
  void traces_ofRandomRuns_areValid() {
    SchemaValidator validator = new SchemaValidator();
    for (long seed = 0; seed < 50; seed++) {
      RandomRun random = new RandomRun(seed);
      random.toEnd();
      putHead(random.storage(), random.run(), TraceStatus.COMPLETED);
      Trace trace =
          traces(random.storage(), RandomRun.TENANT).get(new TraceId(random.run().runId()));
      JsonValue json = CODEC.parse(CODEC.write(trace));
      assertThat(validator.validate(SchemaName.TRACE, json)).as("seed %s", seed).isEmpty();
    }
  }

  private Trace putHead(TraceStatus status) {
    return putHead(storage, run, status);
  }

  private static Trace putHead(Storage storage, RunRef run, TraceStatus status) {
    TraceId traceId = new TraceId(run.runId());
    TraceBase root =
        TraceBase.builder(traceId, SpanId.random())
            .attributes(JsonObject.of(TraceService.TITLE, "Assess the loan"))
            .build();
    Trace head =
        Trace.builder(run.contextId(), root)
            .traceId(traceId)
            .planId(run.planId())
            .status(status)
            .build();
    commit(
        storage,
        new Change.PutDocument(
            TraceService.KIND, traceId.value(), 0, CODEC.write(Shapes.TRACE, head), Map.of()));
    return head;
  }

  private void append(TraceSegment... segments) {
    List<byte[]> bodies = new ArrayList<>();
    for (TraceSegment segment : segments) {
      bodies.add(CODEC.write(Shapes.TRACE_SEGMENT, segment));
    }
    String id = run.runId().toString();
    commit(storage, new Change.AppendItems(TraceService.KIND, id, 0, bodies));
  }

  private Trace get() {
    return traces.get(new TraceId(run.runId()));
  }

  private static JsonValue attribute(TraceSegment segment, String name) {
    return segment.attributes().get(name);
  }

  private void started(StepId step, int index, int attempt) {
    byStorage(LogEntry.STEP_STARTED, step, index, attempt);
  }

  private void byStorage(String type, StepId step, int index, int attempt) {
    byte[] payload =
        new StepPayload(run.planId(), "Step " + index, "clerk", index, List.of(), false).bytes();
    log(
        new LogEntry(
            type,
            run.contextId().value(),
            run.executionId(),
            run.runId(),
            step.uuid(),
            attempt,
            payload));
  }

  private void end(PlanStatus status, ExecutionState state) {
    log(RunRecords.runEnded(run, PlanStatus.IN_PROGRESS, status, state, null));
  }

  private void log(LogEntry entry) {
    commit(storage, new Change.AppendLog(entry));
  }

  private static void commit(Storage storage, Change change) {
    ChangeSet set = ChangeSet.builder(TENANT).add(change).build();
    assertThat(storage.commit(set)).isInstanceOf(CommitResult.Committed.class);
  }
}
