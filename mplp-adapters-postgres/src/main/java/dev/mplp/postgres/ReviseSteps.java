package dev.mplp.postgres;

import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Change.ReviseExecution;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Adds, replaces and removes steps of a locked execution, in a few statements however many there
 * are.
 *
 * <ol>
 *   <li>The rows to replace or remove, and those that the new dependencies name, are locked and
 *       looked at: that waits for claims in progress, and nobody claims them afterwards.
 *   <li>Removed steps are skipped. Dependencies that replaced and removed steps still waited for
 *       are forgotten on both sides; those that had been met are on neither.
 *   <li>Replaced rows are updated, new rows inserted, and what they wait for is entered.
 * </ol>
 *
 * <p>What is ready then is HELD; slots and phase are seen to where every transaction ends.
 */
final class ReviseSteps {

  private final SettleSteps settleSteps;
  private final String count;
  private final String look;
  private final String remove;
  private final String detach;
  private final String replace;
  private final String add;
  private final String attach;

  ReviseSteps(Sql sql, SettleSteps settleSteps) {
    this.settleSteps = settleSteps;
    count =
        sql.of(
            """
            select coalesce((select s.idx + 1 from {step_run} s
                              where s.execution = ? order by s.idx desc limit 1), 0),
                   exists (select 1 from {step_run} u
                            where u.execution = ? and u.state < {COMPLETED} and u.idx >= 0
                              and u.execution > 0)""");
    look =
        sql.of(
            """
            select idx, state, step_id from {step_run}
             where execution = ? and idx = any(?) order by idx for no key update""");
    remove =
        sql.of(
            """
            update {step_run}
               set state = {SKIPPED}, skip_reason = {reason.REVISED}, run_id = ?,
                   finished_at = {now}
             where execution = ? and idx = any(?)""");
    detach =
        sql.of(
            """
            with gone as (
              delete from {step_edge} where execution = ? and to_idx = any(?)
              returning execution, from_idx, to_idx),
            lost as (
              select execution, from_idx, array_agg(to_idx) as to_idx from gone group by 1, 2)
            update {step_run} s
               set successors = array(select t from unnest(s.successors) as t
                                       where t <> all(l.to_idx) order by t)
              from lost l
             where s.execution = l.execution and s.idx = l.from_idx""");
    replace =
        sql.of(
            """
            update {step_run} s set role = n.role, payload = n.payload, state = n.state
              from unnest(?::int[], ?::text[], ?::bytea[], ?::int[]) as n(idx, role, payload, state)
             where s.execution = ? and s.idx = n.idx""");
    add =
        sql.of(
            """
            insert into {step_run} (execution, idx, state, step_id, run_id, tenant, role, payload)
            select e.num, n.idx, n.state, n.step_id, e.run_id, e.tenant, n.role, n.payload
              from {execution} e,
                   unnest(?::int[], ?::int[], ?::uuid[], ?::text[], ?::bytea[])
                     as n(idx, state, step_id, role, payload)
             where e.num = ?""");
    attach =
        sql.of(
            """
            with edges as (
              insert into {step_edge} (execution, to_idx, from_idx)
              select ?, n.to_idx, n.from_idx from unnest(?::int[], ?::int[]) as n(to_idx, from_idx)
              returning execution, to_idx, from_idx),
            more as (
              select execution, from_idx, array_agg(to_idx order by to_idx) as to_idx
                from edges group by 1, 2)
            update {step_run} s set successors = s.successors || m.to_idx
              from more m where s.execution = m.execution and s.idx = m.from_idx""");
  }

  /** Revises; false when the execution or one of the steps is not as it must be. */
  boolean revise(
      Connection connection, LockedExecution execution, ReviseExecution change, Touched touched)
      throws SQLException {
    boolean open = execution.phase == Phase.OPEN || execution.phase == Phase.HELD;
    if (!open || !hasSteps(connection, execution, change.size())) {
      return false;
    }
    Map<Integer, Present> present = present(connection, execution, change);
    if (!isOpenTo(change, present)) {
      return false;
    }
    touched.handBack(execution.key);
    List<Integer> changed = new ArrayList<>(change.removed());
    change.put().stream().map(NewStep::index).filter(i -> i < change.size()).forEach(changed::add);
    if (!changed.isEmpty()) {
      new Query(detach).with(execution.num).withInts(changed).update(connection);
    }
    if (!change.removed().isEmpty()) {
      new Query(remove)
          .with(execution.runId)
          .with(execution.num)
          .withInts(change.removed())
          .update(connection);
    }
    put(connection, execution, change, present);
    skipBelowGivenUp(connection, execution, change, present);
    return true;
  }

  private void skipBelowGivenUp(
      Connection connection,
      LockedExecution execution,
      ReviseExecution change,
      Map<Integer, Present> present)
      throws SQLException {
    Set<StepName> givenUp = new HashSet<>();
    for (NewStep step : change.put()) {
      for (int dependency : step.dependencies()) {
        Present before = present.get(dependency);
        boolean removed = change.removed().contains(dependency);
        if (removed || (before != null && isGivenUp(before))) {
          givenUp.add(new StepName(execution.key, dependency));
        }
      }
    }
    if (!givenUp.isEmpty()) {
      settleSteps.skipBelow(connection, List.copyOf(givenUp));
    }
  }

  private static boolean isGivenUp(Present step) {
    return step.state == StepState.FAILED || step.state == StepState.SKIPPED;
  }

  private boolean hasSteps(Connection connection, LockedExecution execution, int size)
      throws SQLException {
    return new Query(count)
        .with(execution.num)
        .with(execution.num)
        .first(connection, row -> row.number() == size && row.bool())
        .orElse(false);
  }

  /** A step as it is stored. */
  private record Present(StepState state, UUID stepId) {}

  private Map<Integer, Present> present(
      Connection connection, LockedExecution execution, ReviseExecution change)
      throws SQLException {
    Set<Integer> wanted = new HashSet<>(change.removed());
    for (NewStep step : change.put()) {
      wanted.add(step.index());
      wanted.addAll(step.dependencies());
    }
    Map<Integer, Present> present = new HashMap<>();
    new Query(look)
        .with(execution.num)
        .withInts(List.copyOf(wanted))
        .list(
            connection,
            row -> present.put(row.number(), new Present(Codes.state(row.number()), row.uuid())));
    return present;
  }

  private static boolean isOpenTo(ReviseExecution change, Map<Integer, Present> present) {
    for (NewStep step : change.put()) {
      Present before = present.get(step.index());
      if (before != null && !(notBegun(before) && before.stepId.equals(step.stepId()))) {
        return false;
      }
    }
    return change.removed().stream().map(present::get).allMatch(ReviseSteps::notBegun);
  }

  private static boolean notBegun(Present step) {
    return step.state == StepState.WAITING
        || step.state == StepState.HELD
        || step.state == StepState.CLAIMABLE;
  }

  private void put(
      Connection connection,
      LockedExecution execution,
      ReviseExecution change,
      Map<Integer, Present> present)
      throws SQLException {
    List<NewStep> replaced = new ArrayList<>();
    List<NewStep> added = new ArrayList<>();
    List<Integer> to = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    Map<Integer, Integer> states = new HashMap<>();
    for (NewStep step : change.put()) {
      (step.index() < change.size() ? replaced : added).add(step);
      StepState state = StepState.HELD;
      for (int dependency : new HashSet<>(step.dependencies())) {
        Present before = present.get(dependency);
        if (before == null || before.state != StepState.COMPLETED) {
          state = StepState.WAITING;
          to.add(step.index());
          from.add(dependency);
        }
      }
      states.put(step.index(), Codes.of(state));
    }
    if (!replaced.isEmpty()) {
      new Query(replace)
          .withInts(replaced.stream().map(NewStep::index).toList())
          .withTexts(replaced.stream().map(NewStep::role).toList())
          .withBodies(replaced.stream().map(NewStep::payload).toList())
          .withInts(replaced.stream().map(step -> states.get(step.index())).toList())
          .with(execution.num)
          .update(connection);
    }
    if (!added.isEmpty()) {
      new Query(add)
          .withInts(added.stream().map(NewStep::index).toList())
          .withInts(added.stream().map(step -> states.get(step.index())).toList())
          .withUuids(added.stream().map(NewStep::stepId).toList())
          .withTexts(added.stream().map(NewStep::role).toList())
          .withBodies(added.stream().map(NewStep::payload).toList())
          .with(execution.num)
          .update(connection);
    }
    if (!to.isEmpty()) {
      new Query(attach).with(execution.num).withInts(to).withInts(from).update(connection);
    }
  }
}
