package dev.mplp.postgres;

import dev.mplp.spi.Claim;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out what became ready in locked executions, and makes it claimable as far as phase and
 * slots allow. Runs last in every transaction that settles steps or changes phases.
 *
 * <ol>
 *   <li>Successors of completed steps that are WAITING and have no dependency left are ready.
 *   <li>They and the steps that are HELD share the free slots, lowest index first. Slots are
 *       counted, not kept: without a limit nothing is held while the phase is OPEN, so there is
 *       nothing to look at.
 *   <li>An execution without an unsettled step lets its end begin.
 * </ol>
 *
 * <p>The looks for a dependency and for an unsettled step go from the highest index down. Steps
 * mostly settle in ascending order, so the first entry found is a live one, however many dead ones
 * an old snapshot somewhere keeps from being cleaned.
 */
final class Readiness {

  private final String ready;
  private final String slots;
  private final String ends;
  private final String move;

  Readiness(Sql sql) {
    ready =
        sql.of(
            """
            select distinct s.execution, t.idx
              from unnest(?::bigint[], ?::int[]) as n(execution, idx)
              join {step_run} s on s.execution = n.execution and s.idx = n.idx
             cross join unnest(s.successors) as t(idx)
              join {step_run} w on w.execution = s.execution and w.idx = t.idx
             where w.state = {WAITING}
               and (select true from {step_edge} d
                     where d.execution = w.execution and d.to_idx = w.idx
                     order by d.from_idx desc limit 1) is null""");
    slots =
        sql.of(
            """
            select n.execution,
                   (select count(*) from {step_run} a
                     where a.execution = n.execution and a.idx >= 0
                       and a.state in ({CLAIMABLE}, {DELAYED}, {RUNNING})),
                   array(select h.idx from {step_run} h
                          where h.execution = n.execution and h.state = {HELD} and h.idx >= 0
                          order by h.idx limit nullif(n.parallelism, 0))
              from unnest(?::bigint[], ?::int[]) as n(execution, parallelism)""");
    ends =
        sql.of(
            """
            select n.execution
              from unnest(?::bigint[]) as n(execution)
              join {step_run} e on e.execution = n.execution and e.idx = -1
             where e.state <= {HELD}
               and (select true from {step_run} u
                     where u.execution = n.execution and u.state < {COMPLETED} and u.idx >= 0
                     order by u.state, u.idx desc limit 1) is null""");
    move =
        sql.of(
            """
            update {step_run} s
               set state = n.state, turn = {now} + n.rank * interval '100 milliseconds'
              from unnest(?::bigint[], ?::int[], ?::int[], ?::int[])
                   as n(execution, idx, state, rank)
             where s.execution = n.execution and s.idx = n.idx""");
  }

  /** What the database knows about the executions, once the pipeline has run. */
  record Findings(
      Collection<LockedExecution> executions,
      List<StepKey> ready,
      List<Slots> slots,
      List<Long> ends) {}

  /** Slots in use and held steps of an execution, lowest index first. */
  record Slots(long execution, int used, List<Integer> held) {}

  /** A step that comes to be HELD or CLAIMABLE. */
  record Move(StepKey step, StepState state, int rank) {}

  /** Adds the questions. Every step that was settled may be among {@code completed}. */
  Findings ask(Pipeline pipeline, Collection<LockedExecution> executions, List<StepKey> completed) {
    List<StepKey> readySteps = new ArrayList<>();
    if (!completed.isEmpty()) {
      readySteps =
          pipeline.list(
              new Query(ready)
                  .withLongs(completed.stream().map(StepKey::execution).toList())
                  .withInts(completed.stream().map(StepKey::index).toList()),
              row -> new StepKey(row.big(), row.number()));
    }
    List<LockedExecution> holding =
        executions.stream().filter(e -> e.phase == Phase.OPEN && e.mayHold()).toList();
    List<Slots> slotsInUse = new ArrayList<>();
    if (!holding.isEmpty()) {
      slotsInUse =
          pipeline.list(
              new Query(slots)
                  .withLongs(holding.stream().map(e -> e.num).toList())
                  .withInts(holding.stream().map(e -> e.parallelism).toList()),
              row -> new Slots(row.big(), row.number(), List.of(row.numbers())));
    }
    List<Long> endings =
        pipeline.list(
            new Query(ends).withLongs(executions.stream().map(e -> e.num).toList()), Row::big);
    return new Findings(executions, readySteps, slotsInUse, endings);
  }

  /** What follows from the findings. */
  static List<Move> decide(Findings found) {
    Map<Long, TreeSet<Integer>> candidates = new HashMap<>();
    Set<StepKey> held = new HashSet<>();
    for (StepKey step : found.ready) {
      candidates.computeIfAbsent(step.execution(), e -> new TreeSet<>()).add(step.index());
    }
    Map<Long, Integer> used = new HashMap<>();
    for (Slots slots : found.slots) {
      used.put(slots.execution, slots.used);
      for (int index : slots.held) {
        candidates.computeIfAbsent(slots.execution, e -> new TreeSet<>()).add(index);
        held.add(new StepKey(slots.execution, index));
      }
    }
    List<Move> moves = new ArrayList<>();
    for (LockedExecution execution : found.executions) {
      int free = 0;
      if (execution.phase == Phase.OPEN) {
        free =
            execution.parallelism == 0
                ? Integer.MAX_VALUE
                : execution.parallelism - used.getOrDefault(execution.num, 0);
      }
      int rank = 0;
      for (int index : candidates.getOrDefault(execution.num, new TreeSet<>())) {
        StepKey step = new StepKey(execution.num, index);
        if (rank < free) {
          moves.add(new Move(step, StepState.CLAIMABLE, rank++));
        } else if (!held.contains(step)) {
          moves.add(new Move(step, StepState.HELD, 0));
        }
      }
      if (found.ends.contains(execution.num) && execution.phase != Phase.CLOSED) {
        StepState state = execution.phase == Phase.HELD ? StepState.HELD : StepState.CLAIMABLE;
        moves.add(new Move(new StepKey(execution.num, Claim.END), state, 0));
      }
    }
    return moves;
  }

  /** Adds the statement that makes the moves; true when a step became claimable. */
  boolean write(Pipeline pipeline, List<Move> moves) {
    if (moves.isEmpty()) {
      return false;
    }
    pipeline.update(
        new Query(move)
            .withLongs(moves.stream().map(m -> m.step.execution()).toList())
            .withInts(moves.stream().map(m -> m.step.index()).toList())
            .withInts(moves.stream().map(m -> Codes.of(m.state)).toList())
            .withInts(moves.stream().map(Move::rank).toList()));
    return moves.stream().anyMatch(m -> m.state == StepState.CLAIMABLE);
  }

  /** All of it, in two round trips; true when a step became claimable. */
  boolean settleDown(
      Connection connection, Collection<LockedExecution> executions, List<StepKey> completed)
      throws SQLException {
    if (executions.isEmpty()) {
      return false;
    }
    Pipeline asking = new Pipeline();
    Findings found = ask(asking, executions, completed);
    asking.run(connection);
    Pipeline writing = new Pipeline();
    boolean claimable = write(writing, decide(found));
    writing.run(connection);
    return claimable;
  }
}
