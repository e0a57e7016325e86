package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.EventRecord;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.event.StageStatus;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.WireFormat;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaValidator;
import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventRenderingTest {

  private static final WireCodec CODEC = WireCodec.standard();

  private final SchemaValidator validator = new SchemaValidator();
  private final Scopes.Builder scopes = Scopes.builder();

  @Test
  void samples_ofAllTypes_coverTheTable() {
    Set<String> sampled = new HashSet<>();
    RecordSamples.all().forEach(entry -> sampled.add(entry.type()));
    Set<String> rows = new HashSet<>();
    EventTable.rows().forEach(row -> rows.add(row.type()));
    assertThat(sampled).isEqualTo(rows);
  }

  @Test
  void samples_ofAllTypes_coverEveryShape() {
    Set<String> expected = new HashSet<>();
    for (EventTable.Row row : EventTable.rows()) {
      row.observability()
          .forEach(s -> expected.add(row.type() + ' ' + s.family().wire() + ' ' + s.eventType()));
    }
    for (EventFamily family : EventFamily.values()) {
      HostEvents.of(family)
          .forEach(type -> expected.add(RecordTypes.RECORDED + ' ' + family.wire() + ' ' + type));
    }
    Set<String> rendered = new HashSet<>();
    for (EventRecord record : renderAll()) {
      record
          .observability()
          .forEach(
              e ->
                  rendered.add(record.type() + ' ' + e.eventFamily().wire() + ' ' + e.eventType()));
    }
    assertThat(rendered).isEqualTo(expected);
  }

  @Test
  void samples_ofAllTypes_coverEveryEventOfTheProfiles() {
    Set<MapEventType> map = new HashSet<>();
    Set<SaEventType> sa = new HashSet<>();
    for (EventRecord record : renderAll()) {
      record.map().forEach(event -> map.add(event.eventType()));
      record.sa().forEach(event -> sa.add(event.eventType()));
    }
    assertThat(map).containsExactlyInAnyOrder(MapEventType.values());
    assertThat(sa).containsExactlyInAnyOrder(SaEventType.values());
  }

  @Test
  void everyShape_ofEveryRecord_isValid_andInvariantsHold() {
    for (EventRecord record : renderAll()) {
      assertThat(record.inline()).isNotNull();
      check(SchemaName.EVENT, CODEC.write(Shapes.EVENT, record.inline()));
      record.imported().forEach(e -> check(SchemaName.EVENT, CODEC.write(Shapes.EVENT, e)));
      record.sa().forEach(e -> check(SchemaName.SA_EVENT, CODEC.write(Shapes.SA_EVENT, e)));
      record.map().forEach(e -> check(SchemaName.MAP_EVENT, CODEC.write(Shapes.MAP_EVENT, e)));
      record.observability().forEach(this::check);
    }
    InvariantEngine invariants = new InvariantEngine(List.of(InvariantSet.observability()));
    assertThat(invariants.check(scopes.build()).holds()).isTrue();
  }

  private void check(ObservabilityEvent event) {
    if (event instanceof GraphUpdateEvent graph) {
      check(SchemaName.GRAPH_UPDATE_EVENT, CODEC.write(Shapes.GRAPH_UPDATE, graph));
    } else if (event instanceof PipelineStageEvent stage) {
      check(SchemaName.PIPELINE_STAGE_EVENT, CODEC.write(Shapes.PIPELINE_STAGE, stage));
    } else if (event instanceof CoreEvent core) {
      check(SchemaName.EVENT_CORE, CODEC.write(Shapes.CORE_EVENT, core));
    } else if (event instanceof RuntimeExecutionEvent execution) {
      check(SchemaName.RUNTIME_EXECUTION_EVENT, CODEC.write(Shapes.RUNTIME_EXECUTION, execution));
    }
  }

  private void check(SchemaName schema, byte[] json) {
    JsonObject event = CODEC.parse(json).asObject();
    assertThat(validator.validate(schema, event)).isEmpty();
    scopes.add(schema, event);
  }

  @Test
  void stepPayloads_ofSaEvents_keepToTheirDefinitions() {
    for (EventRecord record : renderAll()) {
      for (SaEvent event : record.sa()) {
        JsonObject payload = event.payload();
        switch (event.eventType()) {
          case STEP_STARTED -> assertThat(isUuid(payload, "step_id")).isTrue();
          case STEP_COMPLETED -> {
            assertThat(isUuid(payload, "step_id")).isTrue();
            assertThat(payload.string("status")).contains("completed");
            assertThat(payload.get("result")).isInstanceOf(JsonObject.class);
          }
          case STEP_FAILED -> {
            assertThat(isUuid(payload, "step_id")).isTrue();
            assertThat(payload.string("status")).contains("failed");
            assertThat(payload.string("outcome"))
                .contains(record.type().substring("step.".length()));
          }
          default -> assertThat(payload.isEmpty()).isFalse();
        }
      }
    }
  }

  private static boolean isUuid(JsonObject payload, String name) {
    return payload.string(name).filter(WireFormat::isUuid).isPresent();
  }

  @Test
  void identifiers_ofAllShapes_areDistinctAndTheSameEachTime() {
    List<String> ids = ids();
    assertThat(ids).doesNotHaveDuplicates().allMatch(WireFormat::isModuleId);
    assertThat(ids()).isEqualTo(ids);
  }

  private static List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (EventRecord record : renderAll()) {
      ids.add(record.inline().eventId().value());
      record.observability().forEach(e -> ids.add(e.eventId()));
      record.sa().forEach(e -> ids.add(e.eventId()));
      record.map().forEach(e -> ids.add(e.eventId()));
    }
    return ids;
  }

  @Test
  void times_ofAllShapes_areThatOfTheRecord() {
    for (EventRecord record : renderAll()) {
      Stream<java.time.Instant> times =
          Stream.of(
                  Stream.of(record.inline().timestamp()),
                  record.observability().stream().map(ObservabilityEvent::timestamp),
                  record.sa().stream().map(SaEvent::timestamp),
                  record.map().stream().map(MapEvent::timestamp))
              .flatMap(s -> s);
      if (record.type().equals(RecordTypes.RECORDED)
          || record.type().equals(RecordTypes.MAP_RECORDED)) {
        assertThat(times).containsExactly(record.time(), RecordSamples.TIME);
      } else {
        assertThat(times).containsOnly(record.time());
      }
    }
  }

  @Test
  void recordOfARun_inline_namesItsTrace() {
    EventRecord record = render(RunRecords.executionPaused(RecordSamples.REF, "alice"));
    assertThat(record.inline().traceId().uuid()).isEqualTo(RecordSamples.RUN);
    assertThat(record.inline().eventType()).isEqualTo("plan.execution.paused");
    assertThat(record.inline().source()).isEqualTo("plan");
  }

  @Test
  void planCreated_countsNodesAndEdges() {
    EventRecord record = render(PlanRecords.planCreated(RecordSamples.plan(PlanStatus.DRAFT)));
    GraphUpdateEvent graph = (GraphUpdateEvent) record.observability().get(0);
    assertThat(graph.eventType()).isEqualTo("plan_created");
    assertThat(graph.graphId()).isEqualTo(RecordSamples.CONTEXT.value());
    assertThat(graph.updateKind()).isEqualTo(UpdateKind.BULK);
    assertThat(graph.nodeDelta()).isEqualTo(3);
    assertThat(graph.edgeDelta()).isEqualTo(1);
    assertThat(record.observability()).hasSize(1);
  }

  @Test
  void planUpdated_showsOnlyWhatChanged() {
    LogEntry entry =
        RecordSamples.all().stream()
            .filter(sample -> sample.type().equals(RecordTypes.PLAN_UPDATED))
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertThat(types(render(entry))).containsExactly("step_removed", "dag_edge_removed");
    GraphUpdateEvent removed = (GraphUpdateEvent) render(entry).observability().get(0);
    assertThat(removed.updateKind()).isEqualTo(UpdateKind.NODE_DELETE);
    assertThat(removed.nodeDelta()).isEqualTo(-1);
    assertThat(removed.edgeDelta()).isZero();
  }

  @Test
  void stepStarted_isAStageOfThePlan() {
    LogEntry entry =
        RecordSamples.all().stream()
            .filter(e -> e.type().equals(RecordTypes.STEP_STARTED))
            .findFirst()
            .orElseThrow();
    PipelineStageEvent stage = (PipelineStageEvent) render(entry).observability().get(0);
    assertThat(stage.pipelineId()).isEqualTo(RecordSamples.PLAN.value());
    assertThat(stage.stageId()).isEqualTo(RecordSamples.STEP.value());
    assertThat(stage.stageName()).isEqualTo("Fetch the file");
    assertThat(stage.stageStatus()).isEqualTo(StageStatus.RUNNING);
    assertThat(stage.stageOrder()).isZero();
  }

  @Test
  void runRefusedAtItsGate_closesTheRun_andMovesNoPlan() {
    EventRecord record =
        render(
            RunRecords.runEnded(
                RecordSamples.REF,
                PlanStatus.DRAFT,
                PlanStatus.DRAFT,
                ExecutionState.FAILED,
                null));
    assertThat(record.observability()).isEmpty();
    assertThat(record.sa())
        .extracting(event -> event.eventType().wire())
        .containsExactly("SATraceEmitted", "SACompleted");
    assertThat(record.sa().get(1).payload().string("outcome")).contains("failed");
  }

  @Test
  void attemptThatGoesOn_orWaits_isNeitherStartedNorEnded() {
    for (LogEntry entry : RecordSamples.all()) {
      if (entry.type().equals(RecordTypes.STEP_CONTINUED)
          || entry.type().equals(RecordTypes.STEP_PARKED)) {
        assertThat(render(entry).sa()).isEmpty();
        assertThat(render(entry).observability()).isEmpty();
      }
    }
  }

  @Test
  void imported_keepsTheEventsAsTheyWere() {
    EventRecord record =
        renderAll().stream().filter(r -> !r.imported().isEmpty()).findFirst().orElseThrow();
    assertThat(record.inline().eventType()).isEqualTo("plan.imported");
    assertThat(record.inline().source()).isEqualTo("plan");
    assertThat(((JsonObject) record.inline().data()).has("events")).isFalse();
    assertThat(record.imported())
        .extracting(event -> event.eventId().uuid())
        .containsExactly(RecordSamples.uuid(20), RecordSamples.uuid(21), RecordSamples.uuid(23));
    assertThat(record.imported())
        .extracting(event -> event.data())
        .containsExactly(null, JsonObject.of("a", null), JsonValue.of(null));
  }

  @Test
  void unknownType_ofALaterVersion_hasNoShapes() {
    EventRecord record = render(LogEntry.of("plan.forked", null, new byte[] {1, 2}));
    assertThat(record.type()).isEqualTo("plan.forked");
    assertThat(record.inline()).isNull();
    assertThat(record.observability()).isEmpty();
    assertThat(record.sa()).isEmpty();
  }

  @Test
  void bodyThatIsNoJson_isRefusedByName() {
    LogEntry entry = LogEntry.of(RecordTypes.created(ModuleName.CONTEXT), null, new byte[] {1, 2});
    assertThatThrownBy(() -> render(entry))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("log record");
  }

  private static List<String> types(EventRecord record) {
    return record.observability().stream().map(ObservabilityEvent::eventType).toList();
  }

  private static EventRecord render(LogEntry entry) {
    return EventRendering.render(RecordSamples.record(entry, 1));
  }

  private static List<EventRecord> renderAll() {
    List<EventRecord> rendered = new ArrayList<>();
    for (LogEntry entry : RecordSamples.all()) {
      rendered.add(EventRendering.render(RecordSamples.record(entry, rendered.size() + 1L)));
    }
    return rendered;
  }
}
