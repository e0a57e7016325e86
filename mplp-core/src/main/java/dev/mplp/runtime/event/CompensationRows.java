package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.model.ModuleName;
import java.util.function.Consumer;

/**
 * Rows of the table for the undoing of executions. It is planned when it begins and executed when
 * every step is undone; a compensation that failed or was abandoned shows no such event.
 */
final class CompensationRows {

  private CompensationRows() {}

  static void add(Consumer<EventTable.Row> table) {
    row(table, RecordTypes.EXECUTION_COMPENSATING, "what a run completed is to be undone")
        .inline("plan.execution.compensating", ModuleName.PLAN)
        .shows(new CoreShape(EventFamily.COMPENSATION_PLAN, "rollback_planned", Condition.ALWAYS))
        .end();
    row(table, RecordTypes.EXECUTION_COMPENSATED, "all that was to be undone is undone")
        .inline("plan.execution.compensated", ModuleName.PLAN)
        .shows(new CoreShape(EventFamily.COMPENSATION_PLAN, "rollback_executed", Condition.ALWAYS))
        .end();
    row(table, RecordTypes.EXECUTION_COMPENSATION_FAILED, "a step could not be undone")
        .inline("plan.execution.compensation.failed", ModuleName.PLAN)
        .end();
    row(
            table,
            RecordTypes.EXECUTION_COMPENSATION_RETRIED,
            "somebody has the undoing that failed tried again")
        .inline("plan.execution.compensation.retried", ModuleName.PLAN)
        .end();
    row(
            table,
            RecordTypes.EXECUTION_COMPENSATION_ABANDONED,
            "somebody gave up undoing what was completed")
        .inline("plan.execution.compensation.abandoned", ModuleName.PLAN)
        .end();
    attempt(table, "started", "an attempt to undo a step began");
    attempt(table, "continued", "an attempt to undo a step that was parked goes on");
    attempt(table, "parked", "an attempt to undo a step waits without a worker");
    attempt(table, "completed", "an attempt undid the step");
    attempt(table, "failed", "an attempt to undo a step failed, and the compensation with it");
    attempt(table, "retried", "an attempt to undo a step failed, and another one follows");
    attempt(table, "lost", "the worker of an attempt to undo a step was lost");
    attempt(table, "cancelled", "an attempt to undo a step was cancelled");
    attempt(table, "released", "an attempt to undo a step was handed back undone");
  }

  private static void attempt(Consumer<EventTable.Row> table, String outcome, String meaning) {
    row(table, RecordTypes.ofCompensation("step." + outcome), meaning)
        .inline("plan.compensation." + outcome, ModuleName.PLAN)
        .end();
  }

  private static RowBuilder row(Consumer<EventTable.Row> table, String type, String meaning) {
    return new RowBuilder(type, meaning, table);
  }
}
