package dev.mplp.runtime.engine;

import dev.mplp.model.ExecutionId;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.plan.BudgetUnit;
import dev.mplp.plan.OverBudget;
import dev.mplp.runtime.budget.BudgetRecord;
import dev.mplp.runtime.budget.Crossing;
import dev.mplp.runtime.event.BudgetRecords;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.plan.ControlRun;
import dev.mplp.runtime.plan.ExecutionRecord;
import dev.mplp.runtime.plan.ExecutionRecord.Stop;
import dev.mplp.runtime.plan.Executions;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Deals with executions that exceed their budget.
 *
 * <ol>
 *   <li>What is used is counted by {@link CountUsage}, time by a timer ({@value
 *       Kinds#TIMER_BUDGET}). The commit in which a limit is crossed tells of it, and sets that
 *       timer too.
 *   <li>Then the execution is held or stopped: at once by whoever crossed the limit, and again by
 *       the timer, so that nothing hangs on that process. Doing it twice is doing it once.
 * </ol>
 */
public final class BudgetWatch {

  private final Storage storage;
  private final Commits commits;
  private final Executions executions;
  private final ControlRun control;
  private final Consumer<ExecutionId> interrupt;
  private final Notices notices;

  /**
   * Watches the budgets of executions in this storage.
   *
   * @param interrupt interrupts what this process runs of an execution
   */
  public BudgetWatch(
      Storage storage,
      Commits commits,
      ControlRun control,
      Consumer<ExecutionId> interrupt,
      Notices notices) {
    this.storage = storage;
    this.commits = commits;
    this.executions = new Executions(storage);
    this.control = control;
    this.interrupt = interrupt;
    this.notices = notices;
  }

  /** Looks at the time that is left and at what was exceeded; the timer is moved or removed. */
  public void onTimer(Timer timer) {
    String tenant = timer.tenant();
    ExecutionId id = ExecutionId.of(timer.id());
    boolean done;
    do {
      Optional<ExecutionRecord> record =
          executions.find(tenant, id).filter(found -> !found.isRunOver());
      record.ifPresent(this::crossByTime);
      record.ifPresent(this::enforce);
      done = movedOn(timer, id, record.isPresent());
    } while (!done);
  }

  private void crossByTime(ExecutionRecord record) {
    String tenant = record.principal().tenant().name();
    Optional<Crossing> crossed =
        commits.apply(
            "the budget of execution " + record.executionId(),
            () -> {
              Instant now = Times.micros(storage.now());
              Optional<Crossing> crossing =
                  BudgetRecord.find(storage, tenant, record.executionId())
                      .map(budget -> Crossing.of(budget, now))
                      .filter(Crossing::isSomething);
              ChangeSet.Builder set = ChangeSet.builder(tenant);
              crossing.ifPresent(it -> tell(set, record.run(), it, now));
              return new Commits.Change<>(crossing.isPresent() ? set.build() : null, crossing);
            });
    crossed.ifPresent(crossing -> told(record.executionId(), crossing));
  }

  /** Adds what was crossed to a set that stores the budget. */
  static void tell(ChangeSet.Builder set, RunRef run, Crossing crossing, Instant now) {
    BudgetRecord after = crossing.after();
    set.add(after.put(new ExecutionId(run.executionId())));
    BudgetStatus status = after.status(now);
    for (BudgetUnit unit : crossing.warned()) {
      set.add(
          new Change.AppendLog(BudgetRecords.warning(run, unit, after.budget(), status.used())));
    }
    for (BudgetUnit unit : crossing.exceeded()) {
      set.add(
          new Change.AppendLog(BudgetRecords.exceeded(run, unit, after.budget(), status.used())));
    }
  }

  /** Tells the host's listener. */
  void told(ExecutionId id, Crossing crossing) {
    crossing.warned().forEach(unit -> notices.tell(l -> l.budgetWarning(id, unit)));
    crossing.exceeded().forEach(unit -> notices.tell(l -> l.budgetExceeded(id, unit)));
  }

  /** Holds, releases or stops the execution as its budget says now. */
  void enforce(String tenant, ExecutionId id) {
    executions.find(tenant, id).filter(record -> !record.isRunOver()).ifPresent(this::enforce);
  }

  private void enforce(ExecutionRecord record) {
    String tenant = record.principal().tenant().name();
    ExecutionId id = record.executionId();
    Optional<BudgetRecord> budget = BudgetRecord.find(storage, tenant, id);
    if (budget.isEmpty()) {
      return;
    }
    OverBudget then = budget.get().budget().whenExceeded();
    if (!budget.get().isExceeded()) {
      control.release(tenant, id, ExecutionRecord.HOLD_BUDGET, null);
    } else if (then == OverBudget.PAUSE) {
      control.hold(tenant, id, ExecutionRecord.HOLD_BUDGET, null);
    } else {
      String kind = then == OverBudget.CANCEL ? Stop.CANCELLED : Stop.BUDGET;
      control.stop(tenant, id, new Stop(kind, reason(budget.get())), false);
      interrupt.accept(id);
    }
  }

  private static String reason(BudgetRecord budget) {
    return "over budget: "
        + budget.exceeded().stream()
            .sorted()
            .map(
                unit ->
                    unit.wire()
                        + " "
                        + Crossing.used(budget.used(), unit).toPlainString()
                        + " of "
                        + limit(budget, unit))
            .collect(Collectors.joining(", "));
  }

  private static String limit(BudgetRecord budget, BudgetUnit unit) {
    return String.valueOf(Crossing.limit(budget.budget(), unit));
  }

  /** False when the budget changed meanwhile and is looked at again. */
  private boolean movedOn(Timer timer, ExecutionId id, boolean open) {
    String tenant = timer.tenant();
    Optional<BudgetRecord> budget = BudgetRecord.find(storage, tenant, id);
    Instant next = open ? budget.map(BudgetRecord::nextLook).orElse(null) : null;
    long version = budget.map(BudgetRecord::version).orElse(0L);
    ChangeSet set =
        ChangeSet.builder(tenant)
            .add(new Change.CheckDocument(Kinds.BUDGET, id.value(), version))
            .add(
                next == null
                    ? new Change.RemoveTimer(timer.kind(), timer.id())
                    : BudgetRecord.look(id, next))
            .build();
    return commits.commit(set).isCommitted()
        || BudgetRecord.find(storage, tenant, id).map(BudgetRecord::version).orElse(0L) == version;
  }
}
