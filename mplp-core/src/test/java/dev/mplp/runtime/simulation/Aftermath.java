package dev.mplp.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.event.EventRecord;
import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.StepId;
import dev.mplp.model.TraceId;
import dev.mplp.plan.Compensation;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Work;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold once a schedule has come to its end, whatever happened on the way. */
final class Aftermath {

  private static final int ALL = 100_000;

  private final Storage storage;
  private final World world;
  private final Scenario scenario;
  private final ExecutionId id;

  Aftermath(Storage storage, World world, Scenario scenario, ExecutionId id) {
    this.storage = storage;
    this.world = world;
    this.scenario = scenario;
    this.id = id;
  }

  List<LogRecord> check() throws InterruptedException {
    assertThat(world.violations()).isEmpty();
    while (storage.log().sequence(ALL) > 0) {
      // the processes are gone: nobody else gives positions
    }
    assertThat(storage.log().lag()).isZero();
    try (Mplp mplp =
        MplpRuntime.builder().storage(storage).principal(Principal.of("alice")).build()) {
      ExecutionResult result = mplp.plans().execution(id).await(Duration.ofSeconds(5));
      List<LogRecord> log = storage.log().read("default", null, 0, ALL);
      new LogOrder(scenario).check(log);
      statuses(mplp, result);
      steps(result, log);
      nothingIsLeft(mplp);
      new Undone(world, scenario, result).check(mplp, log);
      List<TraceId> traces = result.execution().traces();
      for (int i = 0; i < traces.size(); i++) {
        boolean last = i == traces.size() - 1;
        run(mplp, traces.get(i), last ? cameTo(result) : ExecutionState.FAILED);
      }
      return log;
    }
  }

  /** What the last run came to, whatever became of what it completed. */
  private static ExecutionState cameTo(ExecutionResult result) {
    Compensation compensation = result.execution().compensation();
    return compensation == null ? result.execution().state() : compensation.cause();
  }

  private void statuses(Mplp mplp, ExecutionResult result) {
    ExecutionSnapshot execution = result.execution();
    Plan plan = mplp.plans().get(scenario.plan().planId());
    Optional<Work.WorkExecution> work = storage.work().execution("default", id.uuid());
    if (work.isEmpty()) {
      assertThat(execution.state()).isIn(ExecutionState.FAILED, ExecutionState.CANCELLED);
      assertThat(plan.status()).isIn(PlanStatus.DRAFT, PlanStatus.CANCELLED);
      return;
    }
    assertThat(work.get().phase()).isEqualTo(Phase.CLOSED);
    assertThat(plan.status()).isEqualTo(status(cameTo(result)));
    for (PlanStep step : plan.steps()) {
      assertThat(step.status()).isEqualTo(result.step(step.stepId()).status());
    }
  }

  private static PlanStatus status(ExecutionState state) {
    return switch (state) {
      case COMPLETED -> PlanStatus.COMPLETED;
      case FAILED -> PlanStatus.FAILED;
      case CANCELLED -> PlanStatus.CANCELLED;
      default -> throw new AssertionError("not at its end: " + state);
    };
  }

  private void steps(ExecutionResult result, List<LogRecord> log) {
    Map<StepId, Integer> completed = new HashMap<>();
    for (LogRecord record : log) {
      if (record.entry().type().equals("step.completed")) {
        completed.merge(new StepId(record.entry().stepId()), 1, Integer::sum);
      }
    }
    for (StepOutcome step : result.steps()) {
      assertThat(step.status())
          .as(step.description())
          .isIn(StepStatus.COMPLETED, StepStatus.FAILED, StepStatus.SKIPPED);
      boolean done = step.status() == StepStatus.COMPLETED;
      assertThat(completed.getOrDefault(step.stepId(), 0))
          .as("completions of %s", step)
          .isEqualTo(done ? 1 : 0);
      if (done) {
        String key = id + "/" + step.stepId();
        assertThat(world.effect(key)).as(step.description()).isNotNull();
        assertThat(step.output()).isEqualTo(JsonObject.of("effect", world.effect(key)));
        assertThat(world.wasCalled(key, step.attempts())).isTrue();
      }
      if (result.isCompleted()) {
        assertThat(step.status()).isEqualTo(StepStatus.COMPLETED);
      }
    }
    if (cameTo(result) == ExecutionState.FAILED) {
      assertThat(result.execution().error()).isNotNull();
    }
  }

  private void nothingIsLeft(Mplp mplp) {
    assertThat(storage.work().backlog()).isEmpty();
    assertThat(mplp.as(Principal.of("carol", "boss")).confirms().inbox(null, 10).items())
        .as("what nobody needs any more")
        .isEmpty();
  }

  private static void run(Mplp mplp, TraceId traceId, ExecutionState state) {
    Trace trace = mplp.traces().get(traceId);
    assertThat(trace.status())
        .isEqualTo(
            switch (state) {
              case COMPLETED -> TraceStatus.COMPLETED;
              case CANCELLED -> TraceStatus.CANCELLED;
              default -> TraceStatus.FAILED;
            });
    for (TraceSegment segment :
        trace.segments() == null ? List.<TraceSegment>of() : trace.segments()) {
      assertThat(segment.status()).isNotIn(SegmentStatus.PENDING, SegmentStatus.RUNNING);
    }
    List<SaEvent> events = new ArrayList<>();
    for (EventRecord record : mplp.events().ofRun(new RunId(traceId.uuid()))) {
      events.addAll(record.sa());
    }
    Map<String, Integer> open = new HashMap<>();
    for (SaEvent event : events) {
      String step = event.payload() == null ? "" : event.payload().string("step_id").orElse("");
      switch (event.eventType()) {
        case STEP_STARTED ->
            assertThat(open.merge(step, 1, Integer::sum)).as("open at %s", step).isEqualTo(1);
        case STEP_COMPLETED, STEP_FAILED ->
            assertThat(open.merge(step, -1, Integer::sum))
                .as("ended at %s in %s", step, events)
                .isZero();
        default -> {}
      }
    }
    assertThat(open.values()).allMatch(count -> count == 0);
    List<SaEventType> types = events.stream().map(SaEvent::eventType).toList();
    assertThat(types).endsWith(SaEventType.TRACE_EMITTED, SaEventType.COMPLETED);
    assertThat(types).filteredOn(type -> type == SaEventType.COMPLETED).hasSize(1);
    if (types.size() > 2) {
      assertThat(types)
          .startsWith(
              SaEventType.INITIALIZED, SaEventType.CONTEXT_LOADED, SaEventType.PLAN_EVALUATED);
    }
  }
}
