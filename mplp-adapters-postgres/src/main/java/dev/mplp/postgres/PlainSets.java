package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import dev.mplp.postgres.SettleSteps.Settling;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.CommitResult.Fenced.Cause;
import dev.mplp.spi.Storage.Signal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies many sets that have a settlement each, or none, and log records: set-based, in three
 * round trips and a commit, whatever their number.
 *
 * <ol>
 *   <li>The executions are locked in order; sets without a settlement enter their ids, so that a
 *       repetition is known before it writes.
 *   <li>The steps are settled, each fenced, and what became ready is looked up.
 *   <li>Ready steps move; the log and the ids of the sets are written.
 * </ol>
 *
 * <p>A settlement repeats itself into a fence, so only then its id is looked up.
 */
final class PlainSets {

  private final Executions executions;
  private final SettleSteps settleSteps;
  private final Readiness readiness;
  private final ChangeIds changeIds;
  private final String writeLog;

  PlainSets(Sql sql, Executions executions, SettleSteps settleSteps, Readiness readiness) {
    this.executions = executions;
    this.settleSteps = settleSteps;
    this.readiness = readiness;
    changeIds = new ChangeIds(sql);
    writeLog = LogWriter.statement(sql);
  }

  /** The results in order, and what listeners are told. */
  record Answer(List<CommitResult> results, Set<Signal> signals) {}

  Answer apply(Connection connection, List<ChangeSet> sets) throws SQLException {
    return new Application(connection, sets).run();
  }

  private final class Application {

    private final Connection connection;
    private final List<ChangeSet> sets;
    private final @Nullable CommitResult[] results;
    private final Map<Integer, Settling> settlings = new HashMap<>();
    private final Set<Signal> signals = EnumSet.noneOf(Signal.class);

    Application(Connection connection, List<ChangeSet> sets) {
      this.connection = connection;
      this.sets = sets;
      results = new CommitResult[sets.size()];
    }

    Answer run() throws SQLException {
      Map<ExecutionKey, LockedExecution> locked = lock();
      for (int i = 0; i < results.length; i++) {
        Change.SettleStep step = settlement(sets.get(i));
        if (step != null) {
          LockedExecution execution =
              locked.get(new ExecutionKey(sets.get(i).tenant(), step.executionId()));
          Cause refusal = SettleSteps.refusal(execution, step);
          if (refusal == null) {
            settlings.put(i, new Settling(requireNonNull(execution), step));
          } else {
            results[i] = new Fenced(settleSteps.exactly(connection, refusal, execution, step));
          }
        }
      }
      Readiness.Findings found = settle();
      answerRepetitions();
      write(found);
      return new Answer(List.of(results), signals);
    }

    private Map<ExecutionKey, LockedExecution> lock() throws SQLException {
      Set<ExecutionKey> keys = new LinkedHashSet<>();
      List<UUID> loose = new ArrayList<>();
      for (ChangeSet set : sets) {
        Change.SettleStep step = settlement(set);
        if (step == null) {
          loose.add(set.id());
        } else {
          keys.add(new ExecutionKey(set.tenant(), step.executionId()));
        }
      }
      Pipeline pipeline = new Pipeline();
      List<LockedExecution> locked = executions.lock(pipeline, keys);
      List<UUID> entered = changeIds.enter(pipeline, loose);
      pipeline.run(connection);
      Set<UUID> fresh = new HashSet<>(entered);
      for (int i = 0; i < results.length; i++) {
        if (settlement(sets.get(i)) == null && !fresh.remove(sets.get(i).id())) {
          results[i] = Committed.INSTANCE;
        }
      }
      return Executions.byKey(locked);
    }

    private Readiness.Findings settle() throws SQLException {
      List<Settling> all = List.copyOf(settlings.values());
      Set<LockedExecution> touched = new LinkedHashSet<>();
      all.forEach(settling -> touched.add(settling.execution()));
      List<StepKey> keys = all.stream().map(Settling::key).toList();
      if (all.isEmpty()) {
        return new Readiness.Findings(touched, List.of(), List.of(), List.of());
      }
      Pipeline pipeline = new Pipeline();
      List<StepKey> settled = settleSteps.settle(pipeline, all);
      Readiness.Findings found;
      if (all.stream().anyMatch(SettleSteps::isFailure)) {
        pipeline.run(connection);
        dropSuperseded(settled);
        settleSteps.spreadFailures(connection, List.copyOf(settlings.values()));
        Pipeline asking = new Pipeline();
        found = readiness.ask(asking, touched, keys);
        asking.run(connection);
      } else {
        found = readiness.ask(pipeline, touched, keys);
        pipeline.run(connection);
        dropSuperseded(settled);
      }
      return found;
    }

    private void dropSuperseded(List<StepKey> settled) {
      Set<StepKey> accepted = new HashSet<>(settled);
      settlings
          .entrySet()
          .removeIf(
              entry -> {
                boolean superseded = !accepted.contains(entry.getValue().key());
                if (superseded) {
                  results[entry.getKey()] = new Fenced(Cause.SUPERSEDED);
                }
                return superseded;
              });
    }

    private void answerRepetitions() throws SQLException {
      List<UUID> fenced = new ArrayList<>();
      for (int i = 0; i < results.length; i++) {
        if (results[i] instanceof Fenced) {
          fenced.add(sets.get(i).id());
        }
      }
      if (!fenced.isEmpty()) {
        Set<UUID> committed = changeIds.known(connection, fenced);
        for (int i = 0; i < results.length; i++) {
          if (results[i] instanceof Fenced && committed.contains(sets.get(i).id())) {
            results[i] = Committed.INSTANCE;
          }
        }
      }
    }

    private void write(Readiness.Findings found) throws SQLException {
      Pipeline pipeline = new Pipeline();
      List<Readiness.Move> moves = Readiness.decide(found);
      if (readiness.write(pipeline, moves)) {
        signals.add(Signal.WORK);
      }
      LogWriter log = new LogWriter();
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < results.length; i++) {
        if (results[i] == null) {
          ChangeSet set = sets.get(i);
          if (settlings.containsKey(i)) {
            ids.add(set.id());
          }
          addLog(log, set);
          results[i] = Committed.INSTANCE;
        }
      }
      log.write(pipeline, writeLog);
      if (!log.isEmpty()) {
        signals.add(Signal.LOG);
      }
      changeIds.enter(pipeline, ids);
      pipeline.run(connection);
    }
  }

  private static void addLog(LogWriter log, ChangeSet set) {
    for (Change change : set.changes()) {
      if (change instanceof Change.AppendLog append) {
        log.add(set.tenant(), append.entry());
      }
    }
  }

  private static Change.@Nullable SettleStep settlement(ChangeSet set) {
    for (Change change : set.changes()) {
      if (change instanceof Change.SettleStep step) {
        return step;
      }
    }
    return null;
  }
}
