package dev.mplp.postgres;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Settles claimed steps of locked executions: any number in one statement, each fenced by worker
 * and attempt. A completed step takes its dependencies of others away in the same statement.
 */
final class SettleSteps {

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
                 set state = n.state, worker = null, run_id = n.run_id,
                     finished_at = case when n.state >= {COMPLETED} then {now} end,
                     wake_at = {now} + n.wake * interval '1 microsecond',
                     failures = s.failures + n.failed,
                     skip_reason = n.skip, parked = n.state = {PARKED},
                     result = coalesce(n.result, s.result)
                from unnest(?::bigint[], ?::int[], ?::int[], ?::uuid[], ?::uuid[], ?::int[],
                            ?::bigint[], ?::int[], ?::int[], ?::bytea[])
                     as n(execution, idx, attempt, worker, run_id, state, wake, failed, skip, result)
               where s.execution = n.execution and s.idx = n.idx and s.state = {RUNNING}
                 and s.attempt = n.attempt and s.worker = n.worker
              returning s.execution, s.idx, s.state, s.successors),
            satisfied as (
              delete from {step_edge} d using settled s cross join unnest(s.successors) as t(idx)
               where s.state = {COMPLETED}
                 and d.execution = s.execution and d.to_idx = t.idx and d.from_idx = s.idx)
            select execution, idx from settled""");
    skipDependents =
        sql.of(
            """
            with recursive below(execution, idx) as (
              select s.execution, unnest(s.successors)
                from unnest(?::bigint[], ?::int[]) as n(execution, idx)
                join {step_run} s on s.execution = n.execution and s.idx = n.idx
              union
              select s.execution, unnest(s.successors)
                from below b
                join {step_run} s on s.execution = b.execution and s.idx = b.idx
               where s.state < {COMPLETED})
            update {step_run} s
               set state = {SKIPPED}, skip_reason = {reason.UPSTREAM}, run_id = e.run_id,
                   finished_at = {now}, wake_at = null
              from below b join {execution} e on e.num = b.execution
             where s.execution = b.execution and s.idx = b.idx and s.state < {RUNNING}""");
    isRunning =
        sql.of(
            """
            select true from {step_run}
             where execution = ? and idx = ? and attempt = ? and worker = ?
               and state = {RUNNING}""");
  }

  /** One settlement and the locked execution that it belongs to. */
  record Settling(LockedExecution execution, SettleStep step) {
    StepKey key() {
      return new StepKey(execution.num, step.index());
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

  /** Adds the statement; the list has the steps that were settled, the others are superseded. */
  List<StepKey> settle(Pipeline pipeline, List<Settling> settlings) {
    List<Long> execution = new ArrayList<>();
    List<Integer> index = new ArrayList<>();
    List<Integer> attempt = new ArrayList<>();
    List<UUID> worker = new ArrayList<>();
    List<UUID> run = new ArrayList<>();
    List<Integer> state = new ArrayList<>();
    List<@Nullable Long> wake = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    List<@Nullable Integer> skip = new ArrayList<>();
    List<byte @Nullable []> result = new ArrayList<>();
    for (Settling settling : settlings) {
      SettleStep step = settling.step;
      Outcome outcome = Outcome.of(settling.execution, step);
      if (outcome.state == StepState.HELD) {
        settling.execution.handedBack = true;
      }
      execution.add(settling.execution.num);
      index.add(step.index());
      attempt.add(step.attempt());
      worker.add(step.worker());
      run.add(settling.execution.runId);
      state.add(Codes.of(outcome.state));
      wake.add(outcome.wake == null ? null : Durations.micros(outcome.wake));
      failed.add(step.settlement() instanceof Settlement.Retry ? 1 : 0);
      skip.add(Codes.ofNullable(outcome.reason));
      result.add(step.result());
    }
    Query query =
        new Query(settle)
            .withLongs(execution)
            .withInts(index)
            .withInts(attempt)
            .withUuids(worker)
            .withUuids(run)
            .withInts(state)
            .withLongs(wake)
            .withInts(failed)
            .withInts(skip)
            .withBodies(result);
    return pipeline.list(query, row -> new StepKey(row.big(), row.number()));
  }

  /** Whether settling this does more than {@link #settle}: see {@link #spreadFailures}. */
  static boolean isFailure(Settling settling) {
    return settling.step.settlement() instanceof Settlement.Failed;
  }

  /** Lets failures that were settled take effect on other steps. */
  void spreadFailures(Connection connection, List<Settling> settled) throws SQLException {
    List<StepKey> roots = new ArrayList<>();
    for (Settling settling : settled) {
      if (settling.step.settlement() instanceof Settlement.Failed failed) {
        if (failed.then() == OnFailure.SKIP_DEPENDENTS) {
          roots.add(settling.key());
        } else if (settling.execution.phase != Phase.STOPPING) {
          executions.control(connection, settling.execution, Phase.STOPPING, SkipReason.UPSTREAM);
        }
      }
    }
    if (!roots.isEmpty()) {
      new Query(skipDependents)
          .withLongs(roots.stream().map(StepKey::execution).toList())
          .withInts(roots.stream().map(StepKey::index).toList())
          .update(connection);
    }
  }

  /**
   * Where a settlement brings a step.
   *
   * @param state HELD for a step that is ready again
   * @param wake after which time it goes on by itself
   */
  private record Outcome(StepState state, @Nullable SkipReason reason, @Nullable Duration wake) {

    static Outcome of(LockedExecution execution, SettleStep step) {
      Settlement settlement = step.settlement();
      if (settlement instanceof Settlement.Completed) {
        return new Outcome(StepState.COMPLETED, null, null);
      } else if (settlement instanceof Settlement.Failed) {
        return new Outcome(StepState.FAILED, null, null);
      } else if (settlement instanceof Settlement.Cancelled) {
        return new Outcome(StepState.SKIPPED, SkipReason.CANCELLED, null);
      } else if (settlement instanceof Settlement.Retry retry) {
        return new Outcome(StepState.DELAYED, null, retry.delay());
      } else if (settlement instanceof Settlement.Park park) {
        return new Outcome(StepState.PARKED, null, park.wakeAfter());
      } else if (step.index() < 0 || execution.phase != Phase.STOPPING) {
        return new Outcome(StepState.HELD, null, null);
      } else {
        return new Outcome(StepState.SKIPPED, execution.stopReason, null);
      }
    }
  }
}
