package dev.mplp.runtime.plan;

import dev.mplp.IllegalTransitionException;
import dev.mplp.agent.StepError;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.budget.BudgetRecord;
import dev.mplp.runtime.confirm.Approvals;
import dev.mplp.runtime.confirm.Gate;
import dev.mplp.runtime.event.RunRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds, releases and stops executions. */
public final class ControlRun {

  private final Storage storage;
  private final Commits commits;
  private final Executions executions;
  private final Approvals approvals;
  private final RunEnd end;

  /** Controls executions of this storage. */
  public ControlRun(Storage storage, Commits commits) {
    this.storage = storage;
    this.commits = commits;
    this.executions = new Executions(storage);
    this.approvals = new Approvals(storage);
    this.end = new RunEnd(storage);
  }

  /**
   * Holds an execution for somebody; does nothing when it ended, is being stopped or has not begun.
   *
   * @param hold {@link ExecutionRecord#HOLD_USER}, {@link ExecutionRecord#HOLD_CONTEXT}, or {@link
   *     ExecutionRecord#HOLD_BUDGET}: then only while the budget is exceeded
   * @param reason what must still be so in the same commit, or nothing is done; null for nothing
   */
  public void hold(
      String tenant, ExecutionId id, String hold, Change.@Nullable CheckDocument reason) {
    change(
        tenant,
        id,
        reason,
        (record, set) -> {
          if (!isHoldable(tenant, record) || record.holds().contains(hold)) {
            return;
          }
          Optional<BudgetRecord> budget = RunBudget.of(storage, record);
          if (hold.equals(ExecutionRecord.HOLD_BUDGET) != isExceeded(hold, budget)) {
            return;
          }
          Set<String> holds = new HashSet<>(record.holds());
          holds.add(hold);
          set.add(record.withHolds(holds).put());
          if (record.holds().isEmpty()) {
            budget.ifPresent(b -> set.add(b.stopped(Times.micros(storage.now())).put(id)));
            set.add(control(id, Phase.OPEN, Phase.HELD));
            set.add(new Change.AppendLog(RunRecords.executionPaused(record.run(), hold)));
          } else {
            budget.ifPresent(b -> set.add(b.unchanged(id)));
          }
        });
  }

  /**
   * Takes a hold away; the execution goes on when it was the last one. That of the budget is taken
   * away only when the budget is not exceeded.
   *
   * @param reason as for {@link #hold}
   */
  public void release(
      String tenant, ExecutionId id, String hold, Change.@Nullable CheckDocument reason) {
    change(
        tenant,
        id,
        reason,
        (record, set) -> {
          if (!isHoldable(tenant, record) || !record.holds().contains(hold)) {
            return;
          }
          Optional<BudgetRecord> budget = RunBudget.of(storage, record);
          if (isExceeded(hold, budget)) {
            return;
          }
          Set<String> holds = new HashSet<>(record.holds());
          holds.remove(hold);
          set.add(record.withHolds(holds).put());
          if (holds.isEmpty()) {
            budget.ifPresent(b -> RunBudget.add(set, id, b.started(Times.micros(storage.now()))));
            set.add(control(id, Phase.HELD, Phase.OPEN));
            set.add(new Change.AppendLog(RunRecords.executionUnpaused(record.run(), hold)));
          } else {
            budget.ifPresent(b -> set.add(b.unchanged(id)));
          }
        });
  }

  /** Whether it is the hold of the budget, which is exceeded. */
  private static boolean isExceeded(String hold, Optional<BudgetRecord> budget) {
    return hold.equals(ExecutionRecord.HOLD_BUDGET)
        && budget.map(BudgetRecord::isExceeded).orElse(false);
  }

  /** A step that failed may be stopping it although its record still says that it runs. */
  private boolean isHoldable(String tenant, ExecutionRecord record) {
    return (record.state() == ExecutionState.RUNNING || record.state() == ExecutionState.PAUSED)
        && storage
            .work()
            .execution(tenant, record.executionId().uuid())
            .filter(work -> work.phase() == Phase.OPEN || work.phase() == Phase.HELD)
            .isPresent();
  }

  private static Change control(ExecutionId id, Phase from, Phase to) {
    return new Change.ControlExecution(id.uuid(), List.of(from), to, SkipReason.CANCELLED);
  }

  /**
   * Stops an execution.
   *
   * @return false when it has ended already
   * @throws IllegalTransitionException when it ended and {@code mustRun}
   */
  public boolean stop(String tenant, ExecutionId id, ExecutionRecord.Stop stop, boolean mustRun) {
    return commits.apply("execution " + id, () -> stopping(tenant, id, stop, mustRun));
  }

  private Commits.Change<Boolean> stopping(
      String tenant, ExecutionId id, ExecutionRecord.Stop stop, boolean mustRun) {
    ExecutionRecord record = executions.get(tenant, id);
    if (record.isRunOver()) {
      if (mustRun) {
        throw new IllegalTransitionException(
            "execution " + id,
            record.state().wire(),
            ExecutionState.CANCELLED.wire(),
            "it has ended, and there is nothing left to cancel");
      }
      return new Commits.Change<>(null, false);
    }
    if (record.stop() != null) {
      return new Commits.Change<>(null, true);
    }
    Instant now = Times.micros(storage.now());
    ChangeSet.Builder set = ChangeSet.builder(tenant);
    if (record.state() == ExecutionState.AWAITING_APPROVAL) {
      withdraw(set, record, now);
      return new Commits.Change<>(set.build(), true);
    }
    SkipReason reason =
        stop.kind().equals(ExecutionRecord.Stop.CANCELLED)
            ? SkipReason.CANCELLED
            : SkipReason.UPSTREAM;
    set.add(record.stopping(stop).put());
    set.add(
        new Change.ControlExecution(
            id.uuid(), List.of(Phase.OPEN, Phase.HELD, Phase.STOPPING), Phase.STOPPING, reason));
    set.add(
        new Change.AppendLog(
            RunRecords.executionStopping(record.run(), stop.kind(), stop.reason())));
    return new Commits.Change<>(set.build(), true);
  }

  /** Nothing has begun: the request for approval is withdrawn and the run ends at once. */
  private void withdraw(ChangeSet.Builder set, ExecutionRecord record, Instant now) {
    String tenant = record.principal().tenant().name();
    Gate gate =
        new Gate(record.contextId(), record.planId(), record.executionId(), record.runId(), null);
    Optional<Approvals.Asked> asked = approvals.find(tenant, gate.key());
    asked
        .filter(a -> isOpen(a))
        .ifPresent(a -> set.addAll(approvals.cancel(a, "the execution was cancelled", now)));
    end.add(set, record, ExecutionState.CANCELLED, PlanStatus.CANCELLED, null, now);
  }

  private static boolean isOpen(Approvals.Asked asked) {
    return switch (asked.status()) {
      case PENDING, APPROVED -> true;
      default -> false;
    };
  }

  /** Ends an execution that was refused at its gate. */
  void refuse(ChangeSet.Builder set, ExecutionRecord record, StepError error, Instant now) {
    end.add(set, record, ExecutionState.FAILED, PlanStatus.DRAFT, error, now);
  }

  private interface Step {
    void add(ExecutionRecord record, ChangeSet.Builder set);
  }

  private void change(
      String tenant, ExecutionId id, Change.@Nullable CheckDocument reason, Step step) {
    commits.apply(
        "execution " + id,
        () -> {
          ExecutionRecord record = executions.get(tenant, id);
          ChangeSet.Builder builder = ChangeSet.builder(tenant);
          step.add(record, builder);
          ChangeSet set = builder.build();
          if (set.changes().isEmpty() || (reason != null && !holds(tenant, reason))) {
            return new Commits.Change<>(null, id);
          }
          return new Commits.Change<>(reason == null ? set : builder.add(reason).build(), id);
        });
  }

  private boolean holds(String tenant, Change.CheckDocument check) {
    return storage
        .get(new DocumentKey(tenant, check.kind(), check.id()))
        .filter(document -> document.version() == check.expectedVersion())
        .isPresent();
  }
}
