package dev.mplp.postgres;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.Change.SettleStep;
import dev.mplp.spi.CommitResult.Fenced.Cause;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Settlement.OnFailure;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles claimed steps of locked executions: any number in one statement, each fenced by worker
 * and attempt. A completed step takes its dependencies of others away in the same statement.
 *
 * <p>Rows are looked up one by one ({@code lateral}, {@code offset 0}) and changed where they were
 * found ({@code ctid}): a join is left to the planner, which begins with all steps that run as long
 * as it takes the table for a small one. Nobody else changes these rows in between, since that
 * takes the lock of the execution, but for a claim, after which they are not wanted any more.
 */
final class SettleSteps {

  private static final List<Integer> GOING_ON = List.of(Codes.of(Phase.OPEN), Codes.of(Phase.HELD));
  private static final List<Integer> NOT_CLOSED =
      List.of(Codes.of(Phase.OPEN), Codes.of(Phase.HELD), Codes.of(Phase.STOPPING));

  private final Executions executions;
  private final String settle;
  private final String skipDependents;
  private final String isRunning;

  SettleSteps(Sql sql, Executions executions) {
    this.executions = executions;
    settle =
        sql.of(
            """
            with settled as (
              update {step_run} s
                 set state = n.state, worker = null, run_id = e.run_id,
                     finished_at = case when n.state >= {COMPLETED} then {now} end,
                     wake_at = {now} + n.wake * interval '1 microsecond',
                     failures = s.failures + n.failed,
                     skip_reason = n.skip, parked = n.state = {PARKED},
                     result = coalesce(n.result, s.result)
                from unnest(?::text[], ?::uuid[], ?::int[], ?::int[], ?::uuid[], ?::int[],
                            ?::bigint[], ?::int[], ?::int[], ?::bytea[])
                     as n(tenant, id, idx, attempt, worker, state, wake, failed, skip, result)
               cross join lateral (
                 select e.num, e.run_id from {execution} e
                  where e.tenant = n.tenant and e.id = n.id and e.phase = any(?) offset 0) e
               cross join lateral (
                 select r.ctid as place from {step_run} r
                  where r.execution = e.num and r.idx = n.idx and r.state = {RUNNING}
                    and r.attempt = n.attempt and r.worker is not distinct from n.worker
                 offset 0) r
               where s.ctid = r.place
              returning n.tenant, n.id, s.execution, s.idx, s.state, s.successors),
            satisfied as (
              delete from {step_edge} d
               using settled s
               cross join lateral unnest(s.successors) as t(idx)
               cross join lateral (
                 select r.ctid as place from {step_edge} r
                  where r.execution = s.execution and r.to_idx = t.idx and r.from_idx = s.idx
                 offset 0) r
               where s.state = {COMPLETED} and d.ctid = r.place)
            select tenant, id, idx from settled""");
    skipDependents =
        sql.of(
            """
            with recursive below(execution, idx) as (
              select s.execution, t.idx
                from unnest(?::text[], ?::uuid[], ?::int[]) as n(tenant, id, idx)
               cross join lateral (
                 select e.num from {execution} e
                  where e.tenant = n.tenant and e.id = n.id offset 0) e
               cross join lateral (
                 select s.execution, s.successors from {step_run} s
                  where s.execution = e.num and s.idx = n.idx offset 0) s
               cross join lateral unnest(s.successors) as t(idx)
              union
              select b.execution, t.idx
                from below b
               cross join lateral (
                 select s.successors from {step_run} s
                  where s.execution = b.execution and s.idx = b.idx and s.state < {COMPLETED}
                 offset 0) s
               cross join lateral unnest(s.successors) as t(idx))
            update {step_run} s
               set state = {SKIPPED}, skip_reason = {reason.UPSTREAM}, run_id = e.run_id,
                   finished_at = {now}, wake_at = null
              from below b
             cross join lateral (
               select e.run_id from {execution} e where e.num = b.execution offset 0) e
             cross join lateral (
               select r.ctid as place from {step_run} r
                where r.execution = b.execution and r.idx = b.idx and r.state < {RUNNING}
               offset 0) r
             where s.ctid = r.place""");
    isRunning =
        sql.of(
            """
            select true from {step_run}
             where execution = ? and idx = ? and attempt = ? and worker = ?
               and state = {RUNNING}""");
  }

  /**
   * One settlement.
   *
   * @param of null while the execution is not locked yet; then it is only settled when nothing
   *     stops it
   */
  record Settling(ExecutionKey key, @Nullable LockedExecution of, SettleStep step) {
    StepName name() {
      return new StepName(key, step.index());
    }

    boolean isFailure() {
      return step.settlement() instanceof Settlement.Failed;
    }
  }

  /** Why the phase alone refuses a settlement; null when it does not. */
  static @Nullable Cause refusal(@Nullable LockedExecution execution, SettleStep step) {
    if (execution == null || execution.phase == Phase.CLOSED) {
      return Cause.SUPERSEDED;
    }
    Settlement settlement = step.settlement();
    boolean goesOn =
        settlement instanceof Settlement.Retry || settlement instanceof Settlement.Park;
    return goesOn && execution.phase == Phase.STOPPING ? Cause.STOPPING : null;
  }

  /** The cause, made exact: an attempt that is superseded is so in every phase. */
  Cause exactly(Connection connection, Cause cause, @Nullable LockedExecution of, SettleStep step)
      throws SQLException {
    if (of == null || cause == Cause.SUPERSEDED) {
      return Cause.SUPERSEDED;
    }
    boolean running =
        new Query(isRunning)
            .with(of.num)
            .with(step.index())
            .with(step.attempt())
            .with(step.worker())
            .first(connection, Row::bool)
            .isPresent();
    return running ? Cause.STOPPING : Cause.SUPERSEDED;
  }

  /**
   * Adds the statement; the list has the steps that were settled, the others are superseded or not
   * locked and stopping.
   */
  List<StepName> settle(Pipeline pipeline, List<Settling> settlings, Touched touched) {
    boolean locked = true;
    List<Outcome> outcomes = new ArrayList<>();
    for (Settling settling : settlings) {
      Outcome outcome = Outcome.of(settling);
      outcomes.add(outcome);
      locked &= settling.of != null;
      touched.completed(settling.name());
      if (outcome.state == StepState.HELD) {
        touched.handBack(settling.key);
      }
    }
    List<SettleStep> steps = settlings.stream().map(Settling::step).toList();
    Query query =
        new Query(settle)
            .withTexts(settlings.stream().map(s -> s.key.tenant()).toList())
            .withUuids(settlings.stream().map(s -> s.key.id()).toList())
            .withInts(steps.stream().map(SettleStep::index).toList())
            .withInts(steps.stream().map(SettleStep::attempt).toList())
            .withUuids(steps.stream().map(SettleStep::worker).toList())
            .withInts(outcomes.stream().map(o -> Codes.of(o.state)).toList())
            .withLongs(outcomes.stream().map(Outcome::wakeMicros).toList())
            .withInts(outcomes.stream().map(Outcome::failed).toList())
            .withInts(outcomes.stream().map(o -> Codes.ofNullable(o.reason)).toList())
            .withBodies(steps.stream().map(SettleStep::result).toList())
            .withInts(locked ? NOT_CLOSED : GOING_ON);
    return pipeline.list(
        query, row -> new StepName(new ExecutionKey(row.text(), row.uuid()), row.number()));
  }

  /** Lets failures that were settled take effect on other steps. */
  void spreadFailures(Connection connection, List<Settling> settled, Touched touched)
      throws SQLException {
    List<StepName> roots = new ArrayList<>();
    for (Settling settling : settled) {
      if (settling.step.settlement() instanceof Settlement.Failed failed) {
        LockedExecution execution = requireNonNull(settling.of);
        if (failed.then() == OnFailure.SKIP_DEPENDENTS) {
          roots.add(settling.name());
        } else if (execution.phase != Phase.STOPPING) {
          executions.control(connection, execution, Phase.STOPPING, SkipReason.UPSTREAM, touched);
        }
      }
    }
    if (!roots.isEmpty()) {
      skipBelow(connection, roots);
    }
  }

  /** Skips what depends on these steps. */
  void skipBelow(Connection connection, List<StepName> roots) throws SQLException {
    new Query(skipDependents)
        .withTexts(roots.stream().map(s -> s.execution().tenant()).toList())
        .withUuids(roots.stream().map(s -> s.execution().id()).toList())
        .withInts(roots.stream().map(StepName::index).toList())
        .update(connection);
  }

  /**
   * Where a settlement brings a step.
   *
   * @param state HELD for a step that is ready again
   * @param failed how many failures more it has
   * @param wake after which time it goes on by itself
   */
  private record Outcome(
      StepState state, int failed, @Nullable SkipReason reason, @Nullable Duration wake) {

    static Outcome of(Settling settling) {
      SettleStep step = settling.step;
      LockedExecution execution = settling.of;
      Settlement settlement = step.settlement();
      if (settlement instanceof Settlement.Completed) {
        return new Outcome(StepState.COMPLETED, 0, null, null);
      } else if (settlement instanceof Settlement.Failed) {
        return new Outcome(StepState.FAILED, 0, null, null);
      } else if (settlement instanceof Settlement.Retry retry) {
        return new Outcome(StepState.DELAYED, 1, null, retry.delay());
      } else if (settlement instanceof Settlement.Park park) {
        return new Outcome(StepState.PARKED, 0, null, park.wakeAfter());
      } else if (step.index() >= 0 && execution != null && execution.phase == Phase.STOPPING) {
        return new Outcome(StepState.SKIPPED, 0, execution.stopReason, null);
      } else {
        return new Outcome(StepState.HELD, 0, null, null);
      }
    }

    @Nullable Long wakeMicros() {
      return wake == null ? null : Durations.micros(wake);
    }
  }
}
