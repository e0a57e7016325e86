package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.event.EventRecord;
import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.flow.Flow;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.RunId;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaValidator;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at what an execution left in the storage. */
final class Aftermath {

  private final Mplp mplp;
  private final boolean parks;
  private final SchemaValidator validator = new SchemaValidator();
  private final InvariantEngine invariants = new InvariantEngine(InvariantSet.all());

  Aftermath(Mplp mplp) {
    this(mplp, false);
  }

  /**
   * Looks by a runtime.
   *
   * @param parks whether steps waited for agents: then they end with a later number than they began
   */
  Aftermath(Mplp mplp, boolean parks) {
    this.mplp = mplp;
    this.parks = parks;
  }

  void check(ExecutionId id) {
    ExecutionResult result;
    try {
      result = mplp.plans().execution(id).await(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(result.isCompleted()).isTrue();
    assertThat(result.steps()).extracting(StepOutcome::status).containsOnly(StepStatus.COMPLETED);
    assertThat(result.steps()).allSatisfy(step -> assertThat(step.output().has("by")).isTrue());
    Flow flow = mplp.flows().exportExecution(id);
    checkObjects(flow, id);
    checkEvents(mplp.events().ofRun(new RunId(result.execution().traceId().uuid())), result);
  }

  private void checkObjects(Flow flow, ExecutionId id) {
    Plan plan = flow.all(Plan.class).get(0);
    assertThat(plan.status()).isEqualTo(PlanStatus.COMPLETED);
    assertThat(plan.steps()).extracting(PlanStep::status).containsOnly(StepStatus.COMPLETED);
    List<Trace> traces = flow.all(Trace.class);
    assertThat(traces).hasSize(1);
    assertThat(traces.get(0).status()).isEqualTo(TraceStatus.COMPLETED);
    assertThat(traces.get(0).segments())
        .as("no segment is left open")
        .allSatisfy(
            segment ->
                assertThat(segment.status()).isNotIn(SegmentStatus.PENDING, SegmentStatus.RUNNING));
    Scopes.Builder scopes = Scopes.builder();
    for (ProtocolObject object : flow.objects()) {
      JsonObject json = WireCodec.standard().toJson(object);
      SchemaName schema = SchemaName.find(object.module().wire()).orElseThrow();
      assertThat(validator.validate(schema, json)).as("%s", object.id()).isEmpty();
      scopes.add(schema, json);
    }
    assertThat(invariants.check(scopes.build()).violations()).as("%s", id).isEmpty();
  }

  /** One end for each Started, whoever was killed meanwhile; then the end of the run. */
  private void checkEvents(List<EventRecord> records, ExecutionResult result) {
    Map<String, Integer> open = new HashMap<>();
    int started = 0;
    long last = 0;
    for (EventRecord record : records) {
      assertThat(record.position()).isGreaterThan(last);
      last = record.position();
      for (SaEvent event : record.sa()) {
        byte[] text = WireCodec.standard().write(Shapes.SA_EVENT, event);
        JsonObject json = WireCodec.standard().parse(text).asObject();
        assertThat(validator.validate(SchemaName.SA_EVENT, json)).isEmpty();
        if (event.eventType() == SaEventType.STEP_STARTED) {
          assertThat(open.put(step(event), attempt(event))).as("begun twice").isNull();
          started++;
        } else if (event.eventType() == SaEventType.STEP_COMPLETED
            || event.eventType() == SaEventType.STEP_FAILED) {
          Integer began = open.remove(step(event));
          assertThat(began).as("ended without being begun").isNotNull();
          assertThat(attempt(event)).isBetween(began, parks ? Integer.MAX_VALUE : began);
        }
      }
    }
    assertThat(open).as("every attempt has its end").isEmpty();
    int attempts = result.steps().stream().mapToInt(StepOutcome::attempts).sum();
    assertThat(started).isBetween(parks ? result.steps().size() : attempts, attempts);
    List<SaEvent> all = records.stream().flatMap(record -> record.sa().stream()).toList();
    assertThat(all.subList(all.size() - 2, all.size()))
        .extracting(SaEvent::eventType)
        .containsExactly(SaEventType.TRACE_EMITTED, SaEventType.COMPLETED);
  }

  private static String step(SaEvent event) {
    return event.payload().string("step_id").orElseThrow();
  }

  private static int attempt(SaEvent event) {
    return event.payload().get("attempt").asInt();
  }
}
