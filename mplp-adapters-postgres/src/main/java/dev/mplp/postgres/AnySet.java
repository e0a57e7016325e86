package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import dev.mplp.postgres.SettleSteps.Settling;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.CommitResult.Fenced.Cause;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Storage.Signal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies one set of whatever changes, in a transaction of its own: locks and checks first, then
 * the changes, at last what follows from them.
 */
final class AnySet {

  private final Executions executions;
  private final SettleSteps settleSteps;
  private final Readiness readiness;
  private final ChangeIds changeIds;
  private final PutDocuments documents;
  private final PutTimers timers;
  private final StartExecutions starts;
  private final ReviseSteps revisions;
  private final StepLimits limits;
  private final String writeLog;
  private final String redact;

  AnySet(
      Sql sql,
      Executions executions,
      SettleSteps settleSteps,
      Readiness readiness,
      StepLimits limits) {
    this.executions = executions;
    this.settleSteps = settleSteps;
    this.readiness = readiness;
    this.limits = limits;
    changeIds = new ChangeIds(sql);
    documents = new PutDocuments(sql);
    timers = new PutTimers(sql);
    starts = new StartExecutions(sql);
    revisions = new ReviseSteps(sql, settleSteps);
    writeLog = LogWriter.statement(sql);
    redact =
        sql.of(
            """
            update {log} set body = ?, erased = coalesce(erased, sha256(body))
             where seq = ? and tenant = ?""");
  }

  /** The result, and what listeners are told. */
  record Answer(CommitResult result, Set<Signal> signals) {}

  /** Unwinds a transaction whose set conflicts, is fenced, or was committed before. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient CommitResult result;

    RefusedException(CommitResult result) {
      super(result.toString(), null, false, false);
      this.result = result;
    }

    CommitResult result() {
      return result;
    }
  }

  /**
   * Applies the set.
   *
   * @throws RefusedException when it conflicts, is fenced, or was committed before; the transaction
   *     is to be rolled back
   */
  Answer apply(Connection connection, ChangeSet set, Pipeline last) throws SQLException {
    Set<ExecutionKey> keys = executionsOf(set);
    WriteOutcome written = new WriteOutcome();
    PutDocuments.Writing writing = documents.of(set, written);
    Pipeline begin = new Pipeline();
    List<LockedExecution> locked = keys.isEmpty() ? List.of() : executions.lock(begin, keys);
    List<UUID> entered = changeIds.enter(begin, List.of(set.id()));
    boolean locksNothing = !writing.lock(begin) && keys.isEmpty();
    if (locksNothing) { // so nothing has to be known before
      write(begin, set, writing, written);
    }
    begin.run(connection);
    if (entered.isEmpty()) {
      throw new RefusedException(Committed.INSTANCE);
    }
    Map<ExecutionKey, LockedExecution> byKey = Executions.byKey(locked);
    checkPhases(set, byKey);
    Touched touched = new Touched();
    List<Settling> settlings = settlings(connection, set, byKey);
    revise(connection, set, byKey, touched);
    settle(connection, settlings, touched);
    if (!locksNothing) {
      Pipeline writes = new Pipeline();
      write(writes, set, writing, written);
      writes.run(connection);
    }
    refuse(written.conflict());
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    LogWriter log = new LogWriter();
    for (Change change : set.changes()) {
      apply(connection, set.tenant(), change, byKey, touched, log, signals);
    }
    if (readiness.settleDown(connection, touched, locked, last)) {
      signals.add(Signal.WORK);
    }
    log.write(last, writeLog);
    return new Answer(Committed.INSTANCE, signals);
  }

  private void write(
      Pipeline pipeline, ChangeSet set, PutDocuments.Writing writing, WriteOutcome written) {
    refuse(writing.write(pipeline));
    timers.write(pipeline, set, written);
  }

  private static Set<ExecutionKey> executionsOf(ChangeSet set) {
    Set<ExecutionKey> keys = new LinkedHashSet<>();
    for (Change change : set.changes()) {
      UUID id = null;
      if (change instanceof Change.SettleStep step) {
        id = step.executionId();
      } else if (change instanceof Change.ControlExecution control) {
        id = control.executionId();
      } else if (change instanceof Change.ReopenExecution reopen) {
        id = reopen.executionId();
      } else if (change instanceof Change.RemoveExecution removal) {
        id = removal.executionId();
      } else if (change instanceof Change.ContinueStep step) {
        id = step.executionId();
      } else if (change instanceof Change.ReviseExecution revision) {
        id = revision.executionId();
      }
      if (id != null) {
        keys.add(new ExecutionKey(set.tenant(), id));
      }
    }
    return keys;
  }

  private static void checkPhases(ChangeSet set, Map<ExecutionKey, LockedExecution> locked) {
    for (Change change : set.changes()) {
      if (change instanceof Change.ControlExecution control) {
        LockedExecution execution =
            locked.get(new ExecutionKey(set.tenant(), control.executionId()));
        if (execution == null
            || !control.expected().contains(execution.phase)
            || !execution.leadsTo(control.phase())) {
          throw new RefusedException(new Conflict("execution " + control.executionId()));
        }
      } else if (change instanceof Change.ReopenExecution reopen) {
        LockedExecution execution =
            locked.get(new ExecutionKey(set.tenant(), reopen.executionId()));
        if (execution == null || execution.phase != Phase.CLOSED) {
          throw new RefusedException(new Conflict("execution " + reopen.executionId()));
        }
      } else if (change instanceof Change.RemoveExecution removal) {
        LockedExecution execution =
            locked.get(new ExecutionKey(set.tenant(), removal.executionId()));
        if (execution != null && execution.phase != Phase.CLOSED) {
          throw new RefusedException(new Conflict("execution " + removal.executionId()));
        }
      }
    }
  }

  private void revise(
      Connection connection,
      ChangeSet set,
      Map<ExecutionKey, LockedExecution> locked,
      Touched touched)
      throws SQLException {
    for (Change change : set.changes()) {
      if (change instanceof Change.ReviseExecution revision) {
        LockedExecution execution =
            locked.get(new ExecutionKey(set.tenant(), revision.executionId()));
        if (execution == null || !revisions.revise(connection, execution, revision, touched)) {
          throw new RefusedException(new Conflict("execution " + revision.executionId()));
        }
      }
    }
  }

  /** What is settled; too late a settlement is told before anything else of the set conflicts. */
  private List<Settling> settlings(
      Connection connection, ChangeSet set, Map<ExecutionKey, LockedExecution> locked)
      throws SQLException {
    List<Settling> settlings = new ArrayList<>();
    for (Change change : set.changes()) {
      if (change instanceof Change.SettleStep step) {
        ExecutionKey key = new ExecutionKey(set.tenant(), step.executionId());
        LockedExecution execution = locked.get(key);
        Cause refusal = SettleSteps.refusal(execution, step);
        if (refusal != null) {
          throw new RefusedException(
              new Fenced(settleSteps.exactly(connection, refusal, execution, step)));
        }
        settlings.add(new Settling(key, execution, step));
      }
    }
    return settlings;
  }

  private void settle(Connection connection, List<Settling> settlings, Touched touched)
      throws SQLException {
    if (settlings.isEmpty()) {
      return;
    }
    Pipeline pipeline = new Pipeline();
    List<StepName> settled = settleSteps.settle(pipeline, settlings, touched);
    pipeline.run(connection);
    if (settled.size() < settlings.size()) {
      throw new RefusedException(new Fenced(Cause.SUPERSEDED));
    }
    settleSteps.spreadFailures(connection, settlings, touched);
  }

  private void apply(
      Connection connection,
      String tenant,
      Change change,
      Map<ExecutionKey, LockedExecution> locked,
      Touched touched,
      LogWriter log,
      Set<Signal> signals)
      throws SQLException {
    if (change instanceof Change.AppendLog append) {
      log.add(tenant, append.entry());
      signals.add(Signal.LOG);
    } else if (change instanceof Change.StartExecution start) {
      if (!starts.start(connection, tenant, start)) {
        throw new RefusedException(new Conflict("execution " + start.executionId()));
      }
      signals.add(Signal.WORK);
    } else if (change instanceof Change.ControlExecution control) {
      LockedExecution execution =
          requireNonNull(locked.get(new ExecutionKey(tenant, control.executionId())));
      executions.control(connection, execution, control.phase(), control.skipReason(), touched);
      signals.add(Signal.WORK);
    } else if (change instanceof Change.ReopenExecution reopen) {
      LockedExecution execution =
          requireNonNull(locked.get(new ExecutionKey(tenant, reopen.executionId())));
      executions.reopen(connection, execution, reopen, touched);
      signals.add(Signal.WORK);
    } else if (change instanceof Change.ContinueStep step) {
      LockedExecution execution = locked.get(new ExecutionKey(tenant, step.executionId()));
      if (execution != null) {
        executions.continueStep(connection, execution, step.index(), touched);
      }
    } else if (change instanceof Change.RemoveExecution removal) {
      LockedExecution execution = locked.get(new ExecutionKey(tenant, removal.executionId()));
      if (execution != null) {
        executions.remove(connection, execution);
      }
    } else if (change instanceof Change.LimitSteps limit) {
      limits.set(connection, tenant, limit);
      signals.add(Signal.WORK);
    } else if (change instanceof Change.RedactRecord redaction) {
      new Query(redact)
          .with(redaction.entry().body())
          .with(redaction.sequence())
          .with(tenant)
          .update(connection);
    } else if (change instanceof Change.PutTimer) {
      signals.add(Signal.TIMER);
    }
  }

  private static void refuse(@Nullable Conflict conflict) {
    if (conflict != null) {
      throw new RefusedException(conflict);
    }
  }
}
