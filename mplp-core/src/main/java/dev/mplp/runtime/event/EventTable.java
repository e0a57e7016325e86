package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.event.StageStatus;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one table from types of records to wire shapes. What a record does not prove is not rendered:
 * an attempt that failed and is retried fails no step, an attempt that goes on starts none.
 */
final class EventTable {

  /**
   * What records of one type are rendered to.
   *
   * @param type the type of record
   * @param meaning what it says, for the documentation
   * @param inlineType the type of the inline event
   * @param source the module that it comes from
   * @param observability the observability events
   * @param sa the events of the single-agent profile, in order
   * @param map the events of the multi-agent profile, in order
   */
  record Row(
      String type,
      String meaning,
      String inlineType,
      ModuleName source,
      List<ObservabilityShape> observability,
      List<SaShape> sa,
      List<MapShape> map) {}

  private static final ObservabilityShape PLAN_STATUS_CHANGED =
      StageShape.plan("plan_status_changed", Condition.STATUS_CHANGES);
  private static final ObservabilityShape DECISION_ADDED =
      node(
          "decision_added",
          ModuleName.CONFIRM,
          Condition.DECIDED,
          UpdateKind.NODE_ADD,
          EventTable::one,
          EventTable::none);
  private static final ObservabilityShape APPROVAL_REASONING =
      new CoreShape(EventFamily.REASONING_GRAPH, "approval_reasoning", Condition.REASONED);
  private static final ObservabilityShape CONFIRM_PENDING =
      StageShape.confirm("confirm_pending", Condition.ALWAYS);
  private static final ObservabilityShape CONFIRM_RESOLVED =
      StageShape.confirm("confirm_resolved", Condition.RESOLVED);

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  static {
    ObjectRows.add(EventTable::put);
    TeamRows.add(EventTable::put);
    RoleRows.add(EventTable::put);
    plans();
    runs();
    BudgetRows.add(EventTable::put);
    attempts();
    CompensationRows.add(EventTable::put);
    confirms();
    imports();
    JournalRows.add(EventTable::put);
    row(RecordTypes.RECORDED, "the host told of an event, see below")
        .inline("event.recorded", ModuleName.CORE)
        .end();
  }

  private EventTable() {}

  /** The row of a type, null when this version does not know it. */
  static @Nullable Row row(String type) {
    return ROWS.get(type);
  }

  /** All rows, in the order of the documentation. */
  static List<Row> rows() {
    return List.copyOf(ROWS.values());
  }

  private static void plans() {
    row(RecordTypes.PLAN_CREATED, "a Plan was created")
        .inline("plan.created", ModuleName.PLAN)
        .shows(planCreated(Condition.ALWAYS))
        .end();
    row(RecordTypes.PLAN_UPDATED, "a Plan has another content")
        .inline("plan.updated", ModuleName.PLAN)
        .shows(
            change("step_added", "steps_added", UpdateKind.NODE_ADD, 1),
            change("step_removed", "steps_removed", UpdateKind.NODE_DELETE, -1),
            change("dag_edge_added", "edges_added", UpdateKind.EDGE_ADD, 1),
            change("dag_edge_removed", "edges_removed", UpdateKind.EDGE_DELETE, -1),
            PLAN_STATUS_CHANGED)
        .end();
    row(RecordTypes.PLAN_MOVED, "a Plan has another status, outside a run")
        .inline("plan.status.changed", ModuleName.PLAN)
        .shows(PLAN_STATUS_CHANGED)
        .end();
    row(RecordTypes.PLAN_GROWN, "a step that completed added steps to its Plan")
        .inline("plan.grown", ModuleName.PLAN)
        .shows(
            change("step_added", "steps_added", UpdateKind.NODE_ADD, 1),
            change("dag_edge_added", "edges_added", UpdateKind.EDGE_ADD, 1))
        .end();
    row(RecordTypes.PLAN_ARCHIVED, "a Plan was put away")
        .inline("plan.archived", ModuleName.PLAN)
        .end();
    row(RecordTypes.PLAN_LOCKED, "a Plan was locked").inline("plan.locked", ModuleName.PLAN).end();
    row(RecordTypes.PLAN_UNLOCKED, "the lock of a Plan was taken away")
        .inline("plan.unlocked", ModuleName.PLAN)
        .end();
  }

  private static void runs() {
    row(RecordTypes.RUN_STARTED, "a run began, and the plan is in progress")
        .inline("plan.run.started", ModuleName.PLAN)
        .shows(PLAN_STATUS_CHANGED)
        .sa(SaShape.INITIALIZED, SaShape.CONTEXT_LOADED, SaShape.PLAN_EVALUATED)
        .end();
    row(RecordTypes.RUN_ENDED, "a run ended, or was refused at the gate of its plan")
        .inline("plan.run.ended", ModuleName.PLAN)
        .shows(PLAN_STATUS_CHANGED)
        .sa(SaShape.TRACE_EMITTED, SaShape.COMPLETED)
        .end();
    row(RecordTypes.EXECUTION_PAUSED, "an execution is held")
        .inline("plan.execution.paused", ModuleName.PLAN)
        .end();
    row(RecordTypes.EXECUTION_UNPAUSED, "an execution goes on")
        .inline("plan.execution.unpaused", ModuleName.PLAN)
        .end();
    row(RecordTypes.EXECUTION_STOPPING, "an execution comes to a premature end")
        .inline("plan.execution.stopping", ModuleName.PLAN)
        .end();
  }

  private static void attempts() {
    row(RecordTypes.STEP_STARTED, "an attempt of a step began")
        .inline("plan.step.started", ModuleName.PLAN)
        .shows(StageShape.step("step_started", StageStatus.RUNNING))
        .sa(SaShape.STEP_STARTED)
        .end();
    row(RecordTypes.STEP_CONTINUED, "an attempt that was parked goes on")
        .inline("plan.step.continued", ModuleName.PLAN)
        .end();
    row(RecordTypes.STEP_PARKED, "an attempt waits without a worker")
        .inline("plan.step.parked", ModuleName.PLAN)
        .end();
    row(RecordTypes.STEP_COMPLETED, "an attempt did the step")
        .inline("plan.step.completed", ModuleName.PLAN)
        .shows(StageShape.step("step_completed", StageStatus.COMPLETED))
        .sa(SaShape.STEP_COMPLETED)
        .end();
    row(RecordTypes.STEP_FAILED, "an attempt failed, and the step with it")
        .inline("plan.step.failed", ModuleName.PLAN)
        .shows(StageShape.step("step_failed", StageStatus.FAILED))
        .sa(SaShape.failed("failed"))
        .end();
    row(RecordTypes.STEP_RETRIED, "an attempt failed, and another one follows")
        .inline("plan.step.retried", ModuleName.PLAN)
        .sa(SaShape.failed("retried"))
        .end();
    row(RecordTypes.STEP_LOST, "the worker of an attempt was lost")
        .inline("plan.step.lost", ModuleName.PLAN)
        .sa(SaShape.failed("lost"))
        .end();
    row(RecordTypes.STEP_CANCELLED, "an attempt was cancelled, and the step with it")
        .inline("plan.step.cancelled", ModuleName.PLAN)
        .sa(SaShape.failed("cancelled"))
        .end();
    row(RecordTypes.SEGMENT_ENDED, "a handler traced a piece of its work, which is over")
        .inline("trace.segment.ended", ModuleName.TRACE)
        .end();
    row(RecordTypes.STEP_RELEASED, "an attempt was handed back undone")
        .inline("plan.step.released", ModuleName.PLAN)
        .sa(SaShape.failed("released"))
        .end();
  }

  private static void confirms() {
    row(RecordTypes.CONFIRM_REQUESTED, "an approval was asked for")
        .inline("confirm.requested", ModuleName.CONFIRM)
        .shows(
            StageShape.confirm("confirm_created", Condition.ALWAYS),
            confirmCreated(Condition.ALWAYS),
            CONFIRM_PENDING)
        .end();
    row(RecordTypes.CONFIRM_ROUND, "a request goes on with another content")
        .inline("confirm.round.started", ModuleName.CONFIRM)
        .shows(CONFIRM_PENDING)
        .end();
    row(RecordTypes.CONFIRM_DECIDED, "a decision was made")
        .inline("confirm.decided", ModuleName.CONFIRM)
        .shows(DECISION_ADDED, APPROVAL_REASONING, CONFIRM_RESOLVED)
        .end();
    row(RecordTypes.CONFIRM_CONSUMED, "a gate opened with an approval")
        .inline("confirm.consumed", ModuleName.CONFIRM)
        .end();
    row(RecordTypes.CONFIRM_VOIDED, "a request or approval no longer counts")
        .inline("confirm.voided", ModuleName.CONFIRM)
        .shows(DECISION_ADDED, APPROVAL_REASONING, CONFIRM_RESOLVED)
        .end();
    row(RecordTypes.CONFIRM_CANCELLED, "a request was withdrawn")
        .inline("confirm.cancelled", ModuleName.CONFIRM)
        .shows(DECISION_ADDED, APPROVAL_REASONING, CONFIRM_RESOLVED)
        .end();
    row(RecordTypes.CONFIRM_DELEGATED, "a decision was handed on, or taken back")
        .inline("confirm.delegated", ModuleName.CONFIRM)
        .end();
    row(RecordTypes.CONFIRM_ESCALATED, "others are asked than before")
        .inline("confirm.escalated", ModuleName.CONFIRM)
        .end();
    row(RecordTypes.CONFIRM_EXTENDED, "the time of a request was extended")
        .inline("confirm.extended", ModuleName.CONFIRM)
        .end();
    row(RecordTypes.CONFIRM_REMINDED, "those who are asked are reminded")
        .inline("confirm.reminded", ModuleName.CONFIRM)
        .end();
    row(RecordTypes.POLICY_ATTACHED, "an approval policy was attached")
        .inline("confirm.policy.attached", ModuleName.CONFIRM)
        .end();
    row(RecordTypes.POLICY_DETACHED, "an approval policy was taken away")
        .inline("confirm.policy.detached", ModuleName.CONFIRM)
        .end();
  }

  /** Adopting an object adds it to the graph, but nothing is decided or executed by it. */
  private static void imports() {
    row(RecordTypes.LOCK_OVERRIDDEN, "somebody changed what is locked, for a reason")
        .inline("core.lock.overridden", ModuleName.CORE)
        .end();
    row(RecordTypes.ADMINISTERED, "an operator, or the runtime by a policy, did an act")
        .inline("core.administration.act", ModuleName.CORE)
        .end();
    row(RecordTypes.IMPORTED, "an object was adopted as it is")
        .inline("*.imported", ModuleName.CORE)
        .shows(
            ObjectRows.contextCreated(Condition.kind("context")),
            planCreated(Condition.kind("plan")),
            confirmCreated(Condition.kind("confirm")),
            ObjectRows.roleCreated(Condition.kind("role")),
            ObjectRows.networkCreated(Condition.kind("network")))
        .end();
  }

  private static ObservabilityShape planCreated(Condition condition) {
    return node(
        "plan_created",
        ModuleName.PLAN,
        condition,
        UpdateKind.BULK,
        fact -> 1 + fact.count("steps"),
        fact -> fact.count("edges"));
  }

  private static ObservabilityShape confirmCreated(Condition condition) {
    return node(
        "confirm_created",
        ModuleName.CONFIRM,
        condition,
        UpdateKind.NODE_ADD,
        EventTable::one,
        EventTable::one);
  }

  static long none(Fact fact) {
    return 0;
  }

  static long one(Fact fact) {
    return 1;
  }

  private static ObservabilityShape change(
      String eventType, String counted, UpdateKind one, int sign) {
    ToLongFunction<Fact> delta = fact -> sign * fact.count(counted);
    boolean edges = counted.startsWith("edges");
    return node(
        eventType,
        ModuleName.PLAN,
        Condition.counts(counted),
        one,
        edges ? EventTable::none : delta,
        edges ? delta : EventTable::none);
  }

  static ObservabilityShape node(
      String eventType,
      ModuleName source,
      Condition condition,
      UpdateKind one,
      ToLongFunction<Fact> nodes,
      ToLongFunction<Fact> edges) {
    return new GraphShape(eventType, source, condition, one, nodes, edges);
  }

  private static void put(Row row) {
    ROWS.put(row.type(), row);
  }

  private static RowBuilder row(String type, String meaning) {
    return new RowBuilder(type, meaning, EventTable::put);
  }
}
