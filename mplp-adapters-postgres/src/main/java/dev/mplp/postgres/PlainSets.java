package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import dev.mplp.postgres.SettleSteps.Settling;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Fenced;
import dev.mplp.spi.CommitResult.Fenced.Cause;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Signal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies many sets that have a settlement each, or none, and log records: set-based, and in the
 * common case in two round trips, whatever their number.
 *
 * <ol>
 *   <li>The executions are locked in order; sets without a settlement enter their ids, so that a
 *       repetition is known before it writes. The steps are settled, each fenced, as far as their
 *       executions are neither stopping nor closed, and what became ready is looked up.
 *   <li>Failures, and steps of executions that are stopping, need what the lock has told: they are
 *       settled now, and what became ready is looked up again.
 *   <li>Ready steps move; the log and the ids of the sets are written; commit.
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

  /**
   * What came of it.
   *
   * @param results in order
   * @param signals what listeners are told
   * @param claimable the steps that became so
   */
  record Answer(List<CommitResult> results, Set<Signal> signals, Set<StepName> claimable) {}

  Answer apply(Connection connection, List<ChangeSet> sets, Pipeline last) throws SQLException {
    return apply(connection, sets, null, last);
  }

  /**
   * Applies the sets.
   *
   * @param first a lock that is taken before those of executions
   */
  Answer apply(Connection connection, List<ChangeSet> sets, @Nullable Query first, Pipeline last)
      throws SQLException {
    return new Application(connection, sets, last).run(first);
  }

  private final class Application {

    private final Connection connection;
    private final List<ChangeSet> sets;
    private final Pipeline last;
    private final @Nullable CommitResult[] results;

    /** By the place of the set; those that are refused are taken out. */
    private final Map<Integer, Settling> settlings = new LinkedHashMap<>();

    private final Touched touched = new Touched();
    private Map<ExecutionKey, LockedExecution> locked = Map.of();
    private Readiness.Findings found = Readiness.Findings.NONE;

    Application(Connection connection, List<ChangeSet> sets, Pipeline last) {
      this.connection = connection;
      this.sets = sets;
      this.last = last;
      results = new CommitResult[sets.size()];
    }

    Answer run(@Nullable Query first) throws SQLException {
      List<UUID> loose = new ArrayList<>();
      for (int i = 0; i < results.length; i++) {
        ChangeSet set = sets.get(i);
        Change.SettleStep step = settlement(set);
        if (step == null) {
          loose.add(set.id());
        } else {
          ExecutionKey key = new ExecutionKey(set.tenant(), step.executionId());
          settlings.put(i, new Settling(key, null, step));
        }
      }
      lockAndSettle(first, loose);
      answerRepetitions();
      List<Readiness.Move> moves = Readiness.decide(found, locked.values());
      Set<Signal> signals = write(moves);
      return new Answer(List.of(results), signals, claimable(moves));
    }

    private void lockAndSettle(@Nullable Query first, List<UUID> loose) throws SQLException {
      Set<ExecutionKey> keys = new HashSet<>();
      settlings.values().forEach(settling -> keys.add(settling.key()));
      List<Settling> simple =
          settlings.values().stream().filter(settling -> !settling.isFailure()).toList();
      Pipeline pipeline = new Pipeline();
      if (first != null) {
        pipeline.update(first);
      }
      List<LockedExecution> rows = executions.lock(pipeline, keys);
      List<UUID> entered = changeIds.enter(pipeline, loose);
      List<StepName> settled = List.of();
      if (!simple.isEmpty()) {
        settled = settleSteps.settle(pipeline, simple, touched);
        found = readiness.ask(pipeline, touched);
      }
      pipeline.run(connection);
      locked = Executions.byKey(rows);
      answerKnown(new HashSet<>(entered));
      settleTheRest(new HashSet<>(settled));
    }

    /** Sets without a settlement whose ids were there are repetitions. */
    private void answerKnown(Set<UUID> fresh) {
      for (int i = 0; i < results.length; i++) {
        if (!settlings.containsKey(i) && !fresh.remove(sets.get(i).id())) {
          results[i] = Committed.INSTANCE;
        }
      }
    }

    private void settleTheRest(Set<StepName> settled) throws SQLException {
      Map<Integer, Settling> rest = new LinkedHashMap<>();
      for (Map.Entry<Integer, Settling> entry : List.copyOf(settlings.entrySet())) {
        Settling open = entry.getValue();
        LockedExecution of = locked.get(open.key());
        if (settled.contains(open.name()) && !open.isFailure()) {
          continue;
        }
        Cause refusal = SettleSteps.refusal(of, open.step());
        if (refusal != null) {
          refuse(entry.getKey(), settleSteps.exactly(connection, refusal, of, open.step()));
        } else if (open.isFailure() || (of != null && of.phase == Phase.STOPPING)) {
          rest.put(entry.getKey(), new Settling(open.key(), of, open.step()));
        } else {
          refuse(entry.getKey(), Cause.SUPERSEDED);
        }
      }
      if (!rest.isEmpty()) {
        settleLocked(rest);
      }
    }

    private void settleLocked(Map<Integer, Settling> rest) throws SQLException {
      Pipeline pipeline = new Pipeline();
      Collection<Settling> open = rest.values();
      List<StepName> settled = settleSteps.settle(pipeline, List.copyOf(open), touched);
      pipeline.run(connection);
      Set<StepName> accepted = new HashSet<>(settled);
      for (Map.Entry<Integer, Settling> entry : List.copyOf(rest.entrySet())) {
        if (!accepted.contains(entry.getValue().name())) {
          rest.remove(entry.getKey());
          refuse(entry.getKey(), Cause.SUPERSEDED);
        }
      }
      settleSteps.spreadFailures(connection, List.copyOf(open), touched);
      Pipeline asking = new Pipeline();
      found = readiness.ask(asking, touched);
      asking.run(connection);
    }

    private void refuse(int place, Cause cause) {
      settlings.remove(place);
      results[place] = new Fenced(cause);
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

    private Set<StepName> claimable(List<Readiness.Move> moves) {
      Map<Long, ExecutionKey> keys = new HashMap<>();
      locked.values().forEach(execution -> keys.put(execution.num, execution.key));
      Set<StepName> claimable = new HashSet<>();
      for (Readiness.Move move : moves) {
        if (move.state() == StepState.CLAIMABLE) {
          ExecutionKey key = requireNonNull(keys.get(move.step().execution()));
          claimable.add(new StepName(key, move.step().index()));
        }
      }
      return claimable;
    }

    private Set<Signal> write(List<Readiness.Move> moves) {
      Set<Signal> signals = EnumSet.noneOf(Signal.class);
      if (readiness.write(last, moves)) {
        signals.add(Signal.WORK);
      }
      LogWriter log = new LogWriter();
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < results.length; i++) {
        if (results[i] == null) {
          if (settlings.containsKey(i)) {
            ids.add(sets.get(i).id());
          }
          addLog(log, sets.get(i));
          results[i] = Committed.INSTANCE;
        }
      }
      log.write(last, writeLog);
      if (!log.isEmpty()) {
        signals.add(Signal.LOG);
      }
      changeIds.enter(last, ids);
      return signals;
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
