package dev.mplp.runtime.event;

import dev.mplp.event.StageStatus;
import dev.mplp.event.UpdateKind;
import dev.mplp.model.ModuleName;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** The rows about Plans, their runs and the attempts of their steps. */
final class PlanRows {

  private static final ObservabilityShape PLAN_STATUS_CHANGED =
      StageShape.plan("plan_status_changed", Condition.STATUS_CHANGES);

  private PlanRows() {}

  /** Puts the rows about Plans into the table. */
  static void plans(Consumer<EventTable.Row> table) {
    row(table, RecordTypes.PLAN_CREATED, "a Plan was created")
        .inline("plan.created", ModuleName.PLAN)
        .shows(planCreated(Condition.ALWAYS))
        .end();
    row(table, RecordTypes.PLAN_UPDATED, "a Plan has another content")
        .inline("plan.updated", ModuleName.PLAN)
        .shows(
            change("step_added", "steps_added", UpdateKind.NODE_ADD, 1),
            change("step_removed", "steps_removed", UpdateKind.NODE_DELETE, -1),
            change("dag_edge_added", "edges_added", UpdateKind.EDGE_ADD, 1),
            change("dag_edge_removed", "edges_removed", UpdateKind.EDGE_DELETE, -1),
            PLAN_STATUS_CHANGED)
        .end();
    row(table, RecordTypes.PLAN_MOVED, "a Plan has another status, outside a run")
        .inline("plan.status.changed", ModuleName.PLAN)
        .shows(PLAN_STATUS_CHANGED)
        .end();
    row(table, RecordTypes.PLAN_GROWN, "a step that completed added steps to its Plan")
        .inline("plan.grown", ModuleName.PLAN)
        .shows(
            change("step_added", "steps_added", UpdateKind.NODE_ADD, 1),
            change("dag_edge_added", "edges_added", UpdateKind.EDGE_ADD, 1))
        .end();
    row(table, RecordTypes.PLAN_ARCHIVED, "a Plan was put away")
        .inline("plan.archived", ModuleName.PLAN)
        .end();
    row(table, RecordTypes.PLAN_LOCKED, "a Plan was locked")
        .inline("plan.locked", ModuleName.PLAN)
        .end();
    row(table, RecordTypes.PLAN_UNLOCKED, "the lock of a Plan was taken away")
        .inline("plan.unlocked", ModuleName.PLAN)
        .end();
  }

  /** Those about runs and executions. */
  static void runs(Consumer<EventTable.Row> table) {
    row(table, RecordTypes.RUN_STARTED, "a run began, and the plan is in progress")
        .inline("plan.run.started", ModuleName.PLAN)
        .shows(PLAN_STATUS_CHANGED)
        .sa(SaShape.INITIALIZED, SaShape.CONTEXT_LOADED, SaShape.PLAN_EVALUATED)
        .end();
    row(table, RecordTypes.RUN_ENDED, "a run ended, or was refused at the gate of its plan")
        .inline("plan.run.ended", ModuleName.PLAN)
        .shows(PLAN_STATUS_CHANGED)
        .sa(SaShape.TRACE_EMITTED, SaShape.COMPLETED)
        .end();
    row(table, RecordTypes.EXECUTION_PAUSED, "an execution is held")
        .inline("plan.execution.paused", ModuleName.PLAN)
        .end();
    row(table, RecordTypes.EXECUTION_UNPAUSED, "an execution goes on")
        .inline("plan.execution.unpaused", ModuleName.PLAN)
        .end();
    row(table, RecordTypes.EXECUTION_STOPPING, "an execution comes to a premature end")
        .inline("plan.execution.stopping", ModuleName.PLAN)
        .end();
  }

  /** Those about attempts. */
  static void attempts(Consumer<EventTable.Row> table) {
    row(table, RecordTypes.STEP_STARTED, "an attempt of a step began")
        .inline("plan.step.started", ModuleName.PLAN)
        .shows(StageShape.step("step_started", StageStatus.RUNNING))
        .sa(SaShape.STEP_STARTED)
        .end();
    row(table, RecordTypes.STEP_CONTINUED, "an attempt that was parked goes on")
        .inline("plan.step.continued", ModuleName.PLAN)
        .end();
    row(table, RecordTypes.STEP_PARKED, "an attempt waits without a worker")
        .inline("plan.step.parked", ModuleName.PLAN)
        .end();
    row(table, RecordTypes.STEP_PROGRESSED, "an agent said how far it is")
        .inline("plan.step.progressed", ModuleName.PLAN)
        .end();
    row(table, RecordTypes.STEP_COMPLETED, "an attempt did the step")
        .inline("plan.step.completed", ModuleName.PLAN)
        .shows(StageShape.step("step_completed", StageStatus.COMPLETED))
        .sa(SaShape.STEP_COMPLETED)
        .end();
    row(table, RecordTypes.STEP_FAILED, "an attempt failed, and the step with it")
        .inline("plan.step.failed", ModuleName.PLAN)
        .shows(StageShape.step("step_failed", StageStatus.FAILED))
        .sa(SaShape.failed("failed"))
        .end();
    row(table, RecordTypes.STEP_RETRIED, "an attempt failed, and another one follows")
        .inline("plan.step.retried", ModuleName.PLAN)
        .sa(SaShape.failed("retried"))
        .end();
    row(table, RecordTypes.STEP_LOST, "the worker of an attempt was lost")
        .inline("plan.step.lost", ModuleName.PLAN)
        .sa(SaShape.failed("lost"))
        .end();
    row(table, RecordTypes.STEP_CANCELLED, "an attempt was cancelled, and the step with it")
        .inline("plan.step.cancelled", ModuleName.PLAN)
        .sa(SaShape.failed("cancelled"))
        .end();
    row(table, RecordTypes.SEGMENT_ENDED, "a handler traced a piece of its work, which is over")
        .inline("trace.segment.ended", ModuleName.TRACE)
        .end();
    row(table, RecordTypes.STEP_RELEASED, "an attempt was handed back undone")
        .inline("plan.step.released", ModuleName.PLAN)
        .sa(SaShape.failed("released"))
        .end();
  }

  static ObservabilityShape planCreated(Condition condition) {
    return EventTable.node(
        "plan_created",
        ModuleName.PLAN,
        condition,
        UpdateKind.BULK,
        fact -> 1 + fact.count("steps"),
        fact -> fact.count("edges"));
  }

  private static ObservabilityShape change(
      String eventType, String counted, UpdateKind one, int sign) {
    ToLongFunction<Fact> delta = fact -> sign * fact.count(counted);
    boolean edges = counted.startsWith("edges");
    return EventTable.node(
        eventType,
        ModuleName.PLAN,
        Condition.counts(counted),
        one,
        edges ? EventTable::none : delta,
        edges ? delta : EventTable::none);
  }

  private static RowBuilder row(Consumer<EventTable.Row> table, String type, String meaning) {
    return new RowBuilder(type, meaning, table);
  }
}
