package dev.mplp.runtime.event;

import dev.mplp.event.EventFamily;
import dev.mplp.model.ModuleName;
import java.util.function.Consumer;

/** The rows about limits and budgets, whose events the taxonomy gives to the Core module. */
final class BudgetRows {

  private BudgetRows() {}

  /** Puts the rows into the table. */
  static void add(Consumer<EventTable.Row> table) {
    new RowBuilder(RecordTypes.BUDGET_WARNING, "an execution has nearly used its budget up", table)
        .inline("core.budget.warning", ModuleName.CORE)
        .shows(new CoreShape(EventFamily.COST_BUDGET, "budget_warning", Condition.ALWAYS))
        .end();
    new RowBuilder(
            RecordTypes.BUDGET_EXCEEDED, "an execution used more than its budget allows", table)
        .inline("core.budget.exceeded", ModuleName.CORE)
        .shows(new CoreShape(EventFamily.COST_BUDGET, "budget_exceeded", Condition.ALWAYS))
        .end();
    new RowBuilder(RecordTypes.BUDGET_CHANGED, "an execution was given another budget", table)
        .inline("core.budget.changed", ModuleName.CORE)
        .end();
    new RowBuilder(
            RecordTypes.DEFAULT_BUDGET_CHANGED,
            "executions that bring no budget have another one from now on",
            table)
        .inline("core.budget.default.changed", ModuleName.CORE)
        .end();
    new RowBuilder(
            RecordTypes.LIMIT_CHANGED,
            "how many steps of a tenant are done has another limit",
            table)
        .inline("core.limit.changed", ModuleName.CORE)
        .end();
  }
}
