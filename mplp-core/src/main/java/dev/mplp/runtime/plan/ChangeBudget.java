package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.runtime.budget.BudgetRecord;
import dev.mplp.runtime.event.BudgetRecords;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;

/** Gives an execution another budget, and lets it go on when that was what held it. */
final class ChangeBudget {

  private final Caller caller;
  private final Executions executions;
  private final ControlRun control;

  ChangeBudget(Caller caller, ControlRun control) {
    this.caller = caller;
    this.executions = new Executions(caller.storage());
    this.control = control;
  }

  BudgetStatus change(ExecutionId id, Budget budget) {
    BudgetStatus status =
        caller.commits().apply("the budget of execution " + id, () -> changed(id, budget));
    // the timer does it too, should this process die here
    control.release(caller.tenant(), id, ExecutionRecord.HOLD_BUDGET, null);
    return status;
  }

  private Commits.Change<BudgetStatus> changed(ExecutionId id, Budget budget) {
    ExecutionRecord record = executions.get(caller.tenant(), id);
    BudgetRecord before =
        RunBudget.of(caller.storage(), record)
            .orElseThrow(
                () ->
                    new ConflictException(
                        "NO_BUDGET",
                        "execution "
                            + id
                            + " has not begun, or was started without a budget, so that nothing is"
                            + " counted; start it with one, such as Budget.COUNTED"));
    Instant now = caller.now();
    BudgetRecord after = before.with(budget, now);
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(after.put(id))
            .add(BudgetRecord.look(id, now))
            .add(
                new Change.AppendLog(
                    BudgetRecords.changed(record.run(), before.budget(), budget, caller.subject())))
            .build();
    return new Commits.Change<>(set, after.status(now));
  }
}
