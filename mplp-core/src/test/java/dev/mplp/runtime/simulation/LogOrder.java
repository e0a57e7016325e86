package dev.mplp.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.StepId;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.runtime.event.Replay;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a whole log in order and knows at every record what may come. */
final class LogOrder {

  private enum Step {
    IDLE,
    RUNNING,
    PARKED,
    COMPLETED,
    FAILED
  }

  private final Scenario scenario;
  private final Map<StepId, Step> steps = new HashMap<>();
  private final Map<StepId, Integer> attempts = new HashMap<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<String> consumed = new HashSet<>();
  private final Set<StepId> passed = new HashSet<>();
  private final UndoOrder undo = new UndoOrder();
  private final Replay replay = new Replay();
  private final Map<StepId, Planned> planned = new HashMap<>();
  private boolean planApproved;
  private boolean running;
  private boolean held;
  private boolean stopped;

  LogOrder(Scenario scenario) {
    this.scenario = scenario;
    for (PlanStep step : scenario.plan().steps()) {
      steps.put(step.stepId(), Step.IDLE);
      planned.put(step.stepId(), Planned.of(step));
    }
  }

  /** What of a step the order depends on. */
  private record Planned(String role, List<StepId> dependencies) {

    static Planned of(PlanStep step) {
      return new Planned(
          step.agentRole() == null ? "" : step.agentRole(),
          step.dependencies() == null ? List.of() : step.dependencies());
    }

    static Planned of(JsonObject step) {
      List<StepId> dependencies =
          step.get("dependencies") instanceof JsonArray array
              ? array.values().stream().map(id -> StepId.of(id.asString())).toList()
              : List.of();
      return new Planned(step.string("agent_role").orElse(""), dependencies);
    }
  }

  /** The plan has other steps from now on. */
  private void replanned() {
    ObjectRef plan =
        new ObjectRef(ObjectId.of(scenario.plan().planId().value()), ModuleName.PLAN, null);
    for (JsonValue value : replay.objects().get(plan).get("steps").asArray().values()) {
      StepId id = StepId.of(value.asObject().string("step_id").orElseThrow());
      planned.put(id, Planned.of(value.asObject()));
      steps.putIfAbsent(id, Step.IDLE);
    }
  }

  void check(List<LogRecord> log) {
    long position = 0;
    Instant time = Instant.MIN;
    for (LogRecord record : log) {
      assertThat(record.position()).isEqualTo(++position);
      assertThat(record.time()).isAfter(time);
      time = record.time();
      replay.accept(record);
      try {
        next(record.entry());
        undo.next(record.entry());
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "\nat " + told(record) + story(log, record), e);
      }
    }
    assertThat(running).isFalse();
    undo.end();
  }

  private static String story(List<LogRecord> log, LogRecord last) {
    StringBuilder story = new StringBuilder("\nafter");
    log.stream()
        .takeWhile(record -> record.position() < last.position())
        .forEach(record -> story.append('\n').append(told(record)));
    return story.toString();
  }

  private static String told(LogRecord record) {
    LogEntry entry = record.entry();
    return entry.type() + " step " + entry.stepId() + " attempt " + entry.attempt();
  }

  private void next(LogEntry entry) {
    switch (entry.type()) {
      case RecordTypes.PLAN_GROWN, RecordTypes.PLAN_UPDATED -> replanned();
      case RecordTypes.RUN_STARTED -> {
        assertThat(running).isFalse();
        undo.notBegun();
        if (scenario.options().gates().plan() != null) {
          assertThat(planApproved).as("the plan is approved").isTrue();
        }
        running = true;
        held = false;
        stopped = false;
        steps.replaceAll((id, step) -> step == Step.FAILED ? Step.IDLE : step);
      }
      case RecordTypes.RUN_ENDED -> {
        running = false;
        assertThat(steps.values()).doesNotContain(Step.RUNNING, Step.PARKED);
      }
      case RecordTypes.EXECUTION_PAUSED -> {
        assertThat(running).isTrue();
        assertThat(held).isFalse();
        held = true;
      }
      case RecordTypes.EXECUTION_UNPAUSED -> {
        assertThat(running).isTrue();
        assertThat(held).isTrue();
        held = false;
      }
      case RecordTypes.EXECUTION_STOPPING -> {
        assertThat(running).isTrue();
        stopped = true;
      }
      case RecordTypes.CONFIRM_DECIDED -> {
        if (confirm(entry, "status").equals("approved")) {
          assertThat(approved.add(confirm(entry, "confirm_id"))).isTrue();
        }
      }
      case RecordTypes.CONFIRM_VOIDED ->
          assertThat(consumed).doesNotContain(confirm(entry, "confirm_id"));
      case RecordTypes.CONFIRM_CONSUMED -> consume(entry);
      default -> {
        if (entry.type().startsWith("step.")) {
          assertThat(running).as("in a run").isTrue();
          step(entry, new StepId(entry.stepId()));
        }
      }
    }
  }

  private void consume(LogEntry entry) {
    String confirmId = confirm(entry, "confirm_id");
    assertThat(approved).contains(confirmId);
    assertThat(consumed.add(confirmId)).as("consumed once").isTrue();
    if (entry.stepId() == null) {
      planApproved = true;
    } else {
      passed.add(new StepId(entry.stepId()));
    }
  }

  private static String confirm(LogEntry entry, String name) {
    JsonObject body = Wire.object(entry.body());
    return body.string(name).orElseThrow(() -> new AssertionError(name + " in " + body));
  }

  private void step(LogEntry entry, StepId id) {
    Step step = steps.get(id);
    switch (entry.type()) {
      case RecordTypes.STEP_STARTED -> {
        assertThat(step).isEqualTo(Step.IDLE);
        begin(entry, id);
      }
      case RecordTypes.STEP_CONTINUED -> {
        assertThat(step).isEqualTo(Step.PARKED);
        begin(entry, id);
      }
      case RecordTypes.STEP_PARKED -> {
        assertThat(step).isEqualTo(Step.RUNNING);
        end(entry, id, Step.PARKED);
      }
      case RecordTypes.STEP_COMPLETED -> {
        assertThat(step).isEqualTo(Step.RUNNING);
        if (scenario.options().gates().forStep(id, planned.get(id).role()).isPresent()) {
          assertThat(passed).as("its gate was opened").contains(id);
        }
        end(entry, id, Step.COMPLETED);
      }
      case RecordTypes.STEP_FAILED -> {
        assertThat(step).isEqualTo(Step.RUNNING);
        end(entry, id, Step.FAILED);
        stopped |= scenario.options().onFailure() != FailurePolicy.CONTINUE;
      }
      case RecordTypes.STEP_CANCELLED -> {
        assertThat(step).isIn(Step.RUNNING, Step.PARKED);
        end(entry, id, Step.IDLE);
      }
      case RecordTypes.STEP_RETRIED, RecordTypes.STEP_LOST, RecordTypes.STEP_RELEASED -> {
        assertThat(step).isEqualTo(Step.RUNNING);
        end(entry, id, Step.IDLE);
      }
      default -> throw new AssertionError(entry.type());
    }
  }

  private void begin(LogEntry entry, StepId id) {
    assertThat(held).as("held").isFalse();
    assertThat(stopped).as("stopped").isFalse();
    for (StepId before : planned.get(id).dependencies()) {
      assertThat(steps.get(before)).isEqualTo(Step.COMPLETED);
    }
    assertThat(entry.attempt()).isEqualTo(attempts.getOrDefault(id, 0) + 1);
    attempts.put(id, entry.attempt());
    steps.put(id, Step.RUNNING);
    int parallelism = scenario.options().parallelism();
    if (parallelism > 0) {
      assertThat(steps.values().stream().filter(step -> step == Step.RUNNING).count())
          .as("steps at once")
          .isLessThanOrEqualTo(parallelism);
    }
  }

  private void end(LogEntry entry, StepId id, Step to) {
    assertThat(entry.attempt()).as("attempt").isEqualTo(attempts.get(id));
    steps.put(id, to);
  }
}
