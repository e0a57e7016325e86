package dev.mplp.runtime.json;

import static dev.mplp.runtime.json.Kinds.COUNT;
import static dev.mplp.runtime.json.Kinds.INTEGER;
import static dev.mplp.runtime.json.Kinds.OBJECT;
import static dev.mplp.runtime.json.Kinds.TEXT;
import static dev.mplp.runtime.json.Kinds.TIME;
import static dev.mplp.runtime.json.Kinds.UUID_TEXT;
import static dev.mplp.runtime.json.Kinds.listOf;
import static dev.mplp.runtime.json.Kinds.oneOf;
import static dev.mplp.runtime.json.Kinds.only;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.ExecutionStatus;
import dev.mplp.event.ExecutorKind;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.event.StageStatus;
import dev.mplp.event.UpdateKind;

/** Events in the observability shape and in those of the profiles. */
final class EventTables {

  static final Table<CoreEvent> CORE_EVENT = coreEvent();
  static final Table<PipelineStageEvent> PIPELINE_STAGE = pipelineStage();
  static final Table<GraphUpdateEvent> GRAPH_UPDATE = graphUpdate();
  static final Table<RuntimeExecutionEvent> RUNTIME_EXECUTION = runtimeExecution();
  static final Table<SaEvent> SA_EVENT = saEvent();
  static final Table<MapEvent> MAP_EVENT = mapEvent();

  private EventTables() {}

  private static Table<CoreEvent> coreEvent() {
    Table.Builder<CoreEvent> shape = Table.of("mplp-event-core", CoreEvent.class);
    var eventId = shape.required("event_id", UUID_TEXT, CoreEvent::eventId);
    var eventType = shape.required("event_type", TEXT, CoreEvent::eventType);
    var eventFamily =
        shape.required("event_family", oneOf(EventFamily.values()), CoreEvent::eventFamily);
    var timestamp = shape.required("timestamp", TIME, CoreEvent::timestamp);
    var projectId = shape.optional("project_id", UUID_TEXT, CoreEvent::projectId);
    var payload = shape.optional("payload", OBJECT, CoreEvent::payload);
    shape.open(CoreEvent::extra);
    return shape.build(
        in ->
            new CoreEvent(
                in.get(eventId),
                in.get(eventType),
                in.get(eventFamily),
                in.get(timestamp),
                in.find(projectId),
                in.find(payload),
                in.extra()));
  }

  private static Table<PipelineStageEvent> pipelineStage() {
    Table.Builder<PipelineStageEvent> shape =
        Table.of("mplp-pipeline-stage-event", PipelineStageEvent.class);
    var eventId = shape.required("event_id", UUID_TEXT, PipelineStageEvent::eventId);
    var eventType = shape.required("event_type", TEXT, PipelineStageEvent::eventType);
    shape.required(
        "event_family", only(EventFamily.PIPELINE_STAGE), PipelineStageEvent::eventFamily);
    var timestamp = shape.required("timestamp", TIME, PipelineStageEvent::timestamp);
    var projectId = shape.optional("project_id", UUID_TEXT, PipelineStageEvent::projectId);
    var payload = shape.optional("payload", OBJECT, PipelineStageEvent::payload);
    var pipelineId = shape.required("pipeline_id", UUID_TEXT, PipelineStageEvent::pipelineId);
    var stageId = shape.required("stage_id", TEXT, PipelineStageEvent::stageId);
    var stageName = shape.optional("stage_name", TEXT, PipelineStageEvent::stageName);
    var stageStatus =
        shape.required(
            "stage_status", oneOf(StageStatus.values()), PipelineStageEvent::stageStatus);
    var stageOrder = shape.optional("stage_order", COUNT, PipelineStageEvent::stageOrder);
    shape.open(PipelineStageEvent::extra);
    return shape.build(
        in ->
            new PipelineStageEvent(
                in.get(eventId),
                in.get(eventType),
                in.get(timestamp),
                in.find(projectId),
                in.find(payload),
                in.get(pipelineId),
                in.get(stageId),
                in.find(stageName),
                in.get(stageStatus),
                in.find(stageOrder),
                in.extra()));
  }

  private static Table<GraphUpdateEvent> graphUpdate() {
    Table.Builder<GraphUpdateEvent> shape =
        Table.of("mplp-graph-update-event", GraphUpdateEvent.class);
    var eventId = shape.required("event_id", UUID_TEXT, GraphUpdateEvent::eventId);
    var eventType = shape.required("event_type", TEXT, GraphUpdateEvent::eventType);
    shape.required("event_family", only(EventFamily.GRAPH_UPDATE), GraphUpdateEvent::eventFamily);
    var timestamp = shape.required("timestamp", TIME, GraphUpdateEvent::timestamp);
    var projectId = shape.optional("project_id", UUID_TEXT, GraphUpdateEvent::projectId);
    var payload = shape.optional("payload", OBJECT, GraphUpdateEvent::payload);
    var graphId = shape.required("graph_id", UUID_TEXT, GraphUpdateEvent::graphId);
    var updateKind =
        shape.required("update_kind", oneOf(UpdateKind.values()), GraphUpdateEvent::updateKind);
    var nodeDelta = shape.required("node_delta", INTEGER, GraphUpdateEvent::nodeDelta);
    var edgeDelta = shape.required("edge_delta", INTEGER, GraphUpdateEvent::edgeDelta);
    var sourceModule = shape.optional("source_module", TEXT, GraphUpdateEvent::sourceModule);
    shape.open(GraphUpdateEvent::extra);
    return shape.build(
        in ->
            new GraphUpdateEvent(
                in.get(eventId),
                in.get(eventType),
                in.get(timestamp),
                in.find(projectId),
                in.find(payload),
                in.get(graphId),
                in.get(updateKind),
                in.get(nodeDelta),
                in.get(edgeDelta),
                in.find(sourceModule),
                in.extra()));
  }

  private static Table<RuntimeExecutionEvent> runtimeExecution() {
    Table.Builder<RuntimeExecutionEvent> shape =
        Table.of("mplp-runtime-execution-event", RuntimeExecutionEvent.class);
    var eventId = shape.required("event_id", UUID_TEXT, RuntimeExecutionEvent::eventId);
    var eventType = shape.required("event_type", TEXT, RuntimeExecutionEvent::eventType);
    shape.required(
        "event_family", only(EventFamily.RUNTIME_EXECUTION), RuntimeExecutionEvent::eventFamily);
    var timestamp = shape.required("timestamp", TIME, RuntimeExecutionEvent::timestamp);
    var projectId = shape.optional("project_id", UUID_TEXT, RuntimeExecutionEvent::projectId);
    var payload = shape.optional("payload", OBJECT, RuntimeExecutionEvent::payload);
    var executionId = shape.required("execution_id", UUID_TEXT, RuntimeExecutionEvent::executionId);
    var executorKind =
        shape.required(
            "executor_kind", oneOf(ExecutorKind.values()), RuntimeExecutionEvent::executorKind);
    var executorRole = shape.optional("executor_role", TEXT, RuntimeExecutionEvent::executorRole);
    var status =
        shape.required("status", oneOf(ExecutionStatus.values()), RuntimeExecutionEvent::status);
    shape.open(RuntimeExecutionEvent::extra);
    return shape.build(
        in ->
            new RuntimeExecutionEvent(
                in.get(eventId),
                in.get(eventType),
                in.get(timestamp),
                in.find(projectId),
                in.find(payload),
                in.get(executionId),
                in.get(executorKind),
                in.find(executorRole),
                in.get(status),
                in.extra()));
  }

  private static Table<SaEvent> saEvent() {
    Table.Builder<SaEvent> shape = Table.of("mplp-sa-event", SaEvent.class);
    var eventId = shape.required("event_id", UUID_TEXT, SaEvent::eventId);
    var eventType = shape.required("event_type", oneOf(SaEventType.values()), SaEvent::eventType);
    var timestamp = shape.required("timestamp", TIME, SaEvent::timestamp);
    var saId = shape.required("sa_id", UUID_TEXT, SaEvent::saId);
    var contextId = shape.optional("context_id", UUID_TEXT, SaEvent::contextId);
    var planId = shape.optional("plan_id", UUID_TEXT, SaEvent::planId);
    var traceId = shape.optional("trace_id", UUID_TEXT, SaEvent::traceId);
    var payload = shape.optional("payload", OBJECT, SaEvent::payload);
    return shape.build(
        in ->
            new SaEvent(
                in.get(eventId),
                in.get(eventType),
                in.get(timestamp),
                in.get(saId),
                in.find(contextId),
                in.find(planId),
                in.find(traceId),
                in.find(payload)));
  }

  private static Table<MapEvent> mapEvent() {
    Table.Builder<MapEvent> shape = Table.of("mplp-map-event", MapEvent.class);
    var eventId = shape.required("event_id", UUID_TEXT, MapEvent::eventId);
    var eventType = shape.required("event_type", oneOf(MapEventType.values()), MapEvent::eventType);
    var timestamp = shape.required("timestamp", TIME, MapEvent::timestamp);
    var sessionId = shape.required("session_id", UUID_TEXT, MapEvent::sessionId);
    var initiatorRole = shape.optional("initiator_role", TEXT, MapEvent::initiatorRole);
    var targetRoles = shape.optional("target_roles", listOf(TEXT), MapEvent::targetRoles);
    var payload = shape.optional("payload", OBJECT, MapEvent::payload);
    return shape.build(
        in ->
            new MapEvent(
                in.get(eventId),
                in.get(eventType),
                in.get(timestamp),
                in.get(sessionId),
                in.find(initiatorRole),
                in.find(targetRoles),
                in.find(payload)));
  }
}
