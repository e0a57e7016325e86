package dev.mplp.runtime.plan;

import dev.mplp.ConflictException;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.Budget;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.runtime.budget.BudgetRecord;
import dev.mplp.runtime.budget.DefaultBudget;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.Optional;

/** What beginning, holding and ending a run does to the budget of its execution: its clock goes. */
final class RunBudget {

  private RunBudget() {}

  /** The options with the tenant's budget, unless they bring one of their own. */
  static ExecutionOptions budgeted(Storage storage, String tenant, ExecutionOptions options) {
    if (options.budget() != null) {
      return options;
    }
    return options.toBuilder().budget(DefaultBudget.of(storage, tenant).budget()).build();
  }

  /** The budget of an execution; empty when it has none, or has not begun. */
  static Optional<BudgetRecord> of(Storage storage, ExecutionRecord record) {
    return record.options().budget() == null
        ? Optional.empty()
        : BudgetRecord.find(storage, record.principal().tenant().name(), record.executionId());
  }

  /** The first run begins. */
  static void begin(ChangeSet.Builder set, ExecutionRecord record, Instant now) {
    Budget budget = record.options().budget();
    if (budget != null) {
      add(set, record.executionId(), BudgetRecord.begin(budget, now));
    }
  }

  /**
   * Another run begins.
   *
   * @throws ConflictException code {@code NOT_RESUMABLE}
   */
  static void resume(Storage storage, ChangeSet.Builder set, ExecutionRecord record, Instant now) {
    of(storage, record)
        .ifPresent(
            budget -> {
              if (budget.isExceeded()) {
                throw new ConflictException(
                    "NOT_RESUMABLE",
                    "execution "
                        + record.executionId()
                        + " used up its budget ("
                        + budget.exceeded().stream().map(u -> u.wire()).sorted().toList()
                        + "); give it a larger one with plans().changeBudget, then resume it");
              }
              add(set, record.executionId(), budget.started(now));
            });
  }

  /** The clock goes on, and the timer with it. */
  static void add(ChangeSet.Builder set, ExecutionId id, BudgetRecord budget) {
    set.add(budget.put(id));
    Instant look = budget.nextLook();
    if (look != null) {
      set.add(BudgetRecord.look(id, look));
    }
  }

  /** The run is held, or over. */
  static void stop(Storage storage, ChangeSet.Builder set, ExecutionRecord record, Instant now) {
    of(storage, record)
        .filter(budget -> budget.since() != null)
        .ifPresent(budget -> set.add(budget.stopped(now).put(record.executionId())));
  }
}
