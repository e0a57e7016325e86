package dev.mplp.postgres;

import dev.mplp.spi.Change;
import dev.mplp.spi.Phase;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Locks executions and moves them from phase to phase.
 *
 * <p>Whoever settles steps or changes a phase holds the lock of the execution's row, and takes the
 * locks of several in the order of their numbers, before any other lock of the transaction but that
 * of a worker. A claim does not take it: it makes CLAIMABLE rows RUNNING, skipping locked ones, and
 * whoever changes many rows here waits for the claims in progress and then looks at the rows again.
 */
final class Executions {

  private static final String COLUMNS =
      "e.num, e.tenant, e.id, e.context_id, e.parallelism, e.run_id, e.phase, e.stop_reason,"
          + " e.compensates is not null";

  private final String lock;
  private final String lockFree;
  private final String setPhase;
  private final String hold;
  private final String skip;
  private final String reopen;
  private final String reopenSteps;
  private final List<String> remove;
  private final String continueStep;

  Executions(Sql sql) {
    lock =
        sql.of(
            """
            select {columns} from {execution} e
             where (e.tenant, e.id) in (select * from unnest(?::text[], ?::uuid[]))
             order by e.num for no key update"""
                .replace("{columns}", COLUMNS));
    lockFree =
        sql.of(
            """
            select {columns} from {execution} e where e.num = any(?)
             order by e.num for no key update skip locked"""
                .replace("{columns}", COLUMNS));
    setPhase = sql.of("update {execution} set phase = ?, stop_reason = ? where num = ?");
    hold =
        sql.of(
            """
            update {step_run} set state = {HELD}
             where execution = ? and state = {CLAIMABLE} and execution > 0""");
    skip =
        sql.of(
            """
            update {step_run}
               set state = {SKIPPED}, skip_reason = ?, run_id = ?, finished_at = {now},
                   wake_at = null
             where execution = ? and state < {COMPLETED} and idx >= ? and state <> ?
               and execution > 0""");
    reopen =
        sql.of(
            """
            update {execution} set phase = {phase.OPEN}, run_id = ?, stop_reason = null
             where num = ?""");
    reopenSteps =
        sql.of(
            """
            update {step_run} s
               set state = case
                     when s.idx >= 0 and (
                       select true from {step_edge} d
                        where d.execution = s.execution and d.to_idx = s.idx
                        order by d.from_idx desc limit 1) is null then {HELD}
                     else {WAITING} end,
                   failures = 0, lost = 0, skip_reason = null, finished_at = null,
                   worker = null, parked = false
             where s.execution = ?
               and (s.state = {FAILED} or s.idx = -1
                    or s.state = {SKIPPED} and s.skip_reason = {reason.UPSTREAM})""");
    remove =
        List.of(
            sql.of("delete from {step_edge} where execution = ?"),
            sql.of("delete from {step_run} where execution = ?"),
            sql.of("delete from {execution} where num = ?"));
    continueStep =
        sql.of(
            """
            update {step_run} set state = {HELD}, wake_at = null
             where execution = ? and idx = ? and state = {PARKED}""");
  }

  /** Adds the statement that locks executions; those that do not exist are not in the list. */
  List<LockedExecution> lock(Pipeline pipeline, Collection<ExecutionKey> keys) {
    Query query =
        new Query(lock)
            .withTexts(keys.stream().map(ExecutionKey::tenant).toList())
            .withUuids(keys.stream().map(ExecutionKey::id).toList());
    return pipeline.list(query, LockedExecution::of);
  }

  /** Locks those executions that nobody else has locked. */
  List<LockedExecution> lockFree(Connection connection, Collection<Long> nums) throws SQLException {
    return new Query(lockFree).withLongs(nums).list(connection, LockedExecution::of);
  }

  static Map<ExecutionKey, LockedExecution> byKey(List<LockedExecution> locked) {
    Map<ExecutionKey, LockedExecution> byKey = new HashMap<>();
    locked.forEach(execution -> byKey.put(execution.key, execution));
    return byKey;
  }

  /** Moves a locked execution to another phase; what became ready is seen to afterwards. */
  void control(
      Connection connection,
      LockedExecution execution,
      Phase phase,
      SkipReason reason,
      Touched touched)
      throws SQLException {
    touched.touch(execution.key);
    execution.phase = phase;
    execution.stopReason = phase == Phase.STOPPING || phase == Phase.CLOSED ? reason : null;
    new Query(setPhase)
        .with(Codes.of(phase))
        .withNumberOrNull(Codes.ofNullable(execution.stopReason))
        .with(execution.num)
        .update(connection);
    switch (phase) {
      case OPEN -> touched.handBack(execution.key);
      case HELD -> new Query(hold).with(execution.num).update(connection);
      case STOPPING -> skip(connection, execution, reason, 0, StepState.RUNNING);
      case CLOSED -> skip(connection, execution, reason, -1, StepState.COMPLETED);
    }
  }

  private void skip(
      Connection connection,
      LockedExecution execution,
      SkipReason reason,
      int from,
      StepState spared)
      throws SQLException {
    new Query(skip)
        .with(Codes.of(reason))
        .with(execution.runId)
        .with(execution.num)
        .with(from)
        .with(Codes.of(spared))
        .update(connection);
  }

  void reopen(
      Connection connection,
      LockedExecution execution,
      Change.ReopenExecution change,
      Touched touched)
      throws SQLException {
    execution.phase = Phase.OPEN;
    execution.runId = change.runId();
    execution.stopReason = null;
    touched.handBack(execution.key);
    new Query(reopen).with(change.runId()).with(execution.num).update(connection);
    new Query(reopenSteps).with(execution.num).update(connection);
  }

  /** Removes a locked execution that is closed, so that nobody else has locks on its steps. */
  void remove(Connection connection, LockedExecution execution) throws SQLException {
    for (String statement : remove) {
      new Query(statement).with(execution.num).update(connection);
    }
  }

  void continueStep(Connection connection, LockedExecution execution, int index, Touched touched)
      throws SQLException {
    touched.handBack(execution.key);
    new Query(continueStep).with(execution.num).with(index).update(connection);
  }
}
