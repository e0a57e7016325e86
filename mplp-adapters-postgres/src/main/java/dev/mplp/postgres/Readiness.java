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
 * slots allow. Comes last in every transaction that settles steps or changes phases.
 *
 * <ol>
 *   <li>Successors of completed steps that are WAITING and have no dependency left are ready.
 *   <li>They and the steps that are HELD share the free slots, lowest index first. Slots are
 *       counted, not kept: without a limit nothing is held while the phase is OPEN, so there is
 *       nothing to look at unless a step was handed back.
 *   <li>An execution without an unsettled step lets its end begin.
 * </ol>
 *
 * <p>{@code offset 0} keeps the planner from joining successors with all steps that wait: it goes
 * from step to step by the primary key, as in {@link SettleSteps}.
 *
 * <p>The looks for a dependency and for an unsettled step go from the highest index down. Steps
 * mostly settle in ascending order, so the first entry found is a live one, however many dead ones
 * an old snapshot somewhere keeps from being cleaned. They say {@code execution > 0}, which is
 * always so: else the index of open steps is not used.
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
              from unnest(?::text[], ?::uuid[], ?::int[]) as n(tenant, id, idx)
             cross join lateral (
               select e.num from {execution} e
                where e.tenant = n.tenant and e.id = n.id offset 0) e
             cross join lateral (
               select s.execution, s.successors from {step_run} s
                where s.execution = e.num and s.idx = n.idx offset 0) s
             cross join lateral unnest(s.successors) as t(idx)
             cross join lateral (
               select w.state from {step_run} w
                where w.execution = s.execution and w.idx = t.idx offset 0) w
             where w.state = {WAITING}
               and (select true from {step_edge} d
                     where d.execution = s.execution and d.to_idx = t.idx
                     order by d.from_idx desc limit 1) is null""");
    slots =
        sql.of(
            """
            select e.num,
                   case when e.parallelism > 0 then (
                     select count(*)
                       from unnest(array[{CLAIMABLE}, {DELAYED}, {RUNNING}]) as u(state)
                      cross join lateral (
                        select from {step_run} a
                         where a.execution = e.num and a.state = u.state and a.idx >= 0
                           and a.state < {COMPLETED} and a.execution > 0 offset 0) a)
                   else 0 end,
                   array(select h.idx from {step_run} h
                          where h.execution = e.num and h.state = {HELD} and h.idx >= 0
                            and h.execution > 0
                          order by h.idx limit nullif(e.parallelism, 0))
              from unnest(?::text[], ?::uuid[], ?::boolean[]) as n(tenant, id, handed_back)
             cross join lateral (
               select e.num, e.phase, e.parallelism from {execution} e
                where e.tenant = n.tenant and e.id = n.id offset 0) e
             where e.phase = {phase.OPEN} and (e.parallelism > 0 or n.handed_back)""");
    ends =
        sql.of(
            """
            select e.num
              from unnest(?::text[], ?::uuid[]) as n(tenant, id)
             cross join lateral (
               select e.num from {execution} e
                where e.tenant = n.tenant and e.id = n.id offset 0) e
             cross join lateral (
               select s.state from {step_run} s
                where s.execution = e.num and s.idx = -1 offset 0) s
             where s.state <= {HELD}
               and (select true from {step_run} u
                     where u.execution = e.num and u.state < {COMPLETED} and u.idx >= 0
                       and u.execution > 0
                     order by u.state, u.idx desc limit 1) is null""");
    move =
        sql.of(
            """
            update {step_run} s
               set state = n.state, turn = {now} + n.rank * interval '100 milliseconds'
              from unnest(?::bigint[], ?::int[], ?::int[], ?::int[])
                   as n(execution, idx, state, rank)
             cross join lateral (
               select r.ctid as place from {step_run} r
                where r.execution = n.execution and r.idx = n.idx offset 0) r
             where s.ctid = r.place""");
  }

  /** What the database knows about the executions, once the pipeline has run. */
  record Findings(List<Place> ready, List<Slots> slots, List<Long> ends) {
    static final Findings NONE = new Findings(List.of(), List.of(), List.of());
  }

  /**
   * A step.
   *
   * @param execution the number of its execution
   */
  record Place(long execution, int index) {}

  /** Slots in use and held steps of an execution, lowest index first. */
  record Slots(long execution, int used, List<Integer> held) {}

  /** A step that comes to be HELD or CLAIMABLE. */
  record Move(Place step, StepState state, int rank) {}

  /** Adds the questions; the executions are locked, by this pipeline at the latest. */
  Findings ask(Pipeline pipeline, Touched touched) {
    List<Place> readySteps = new ArrayList<>();
    if (!touched.completed().isEmpty()) {
      readySteps =
          pipeline.list(
              keys(new Query(ready), touched.completed().stream().map(StepName::execution).toList())
                  .withInts(touched.completed().stream().map(StepName::index).toList()),
              row -> new Place(row.big(), row.number()));
    }
    List<Slots> slotsInUse =
        pipeline.list(
            keys(new Query(slots), touched.executions()).withBooleans(touched.handedBack()),
            row -> new Slots(row.big(), row.number(), List.of(row.numbers())));
    List<Long> endings = pipeline.list(keys(new Query(ends), touched.executions()), Row::big);
    return new Findings(readySteps, slotsInUse, endings);
  }

  private static Query keys(Query query, Collection<ExecutionKey> executions) {
    return query
        .withTexts(executions.stream().map(ExecutionKey::tenant).toList())
        .withUuids(executions.stream().map(ExecutionKey::id).toList());
  }

  /** What follows from the findings for these executions. */
  static List<Move> decide(Findings found, Collection<LockedExecution> executions) {
    Map<Long, TreeSet<Integer>> candidates = new HashMap<>();
    for (Place step : found.ready) {
      candidates.computeIfAbsent(step.execution, e -> new TreeSet<>()).add(step.index);
    }
    Set<Place> held = new HashSet<>();
    Map<Long, Integer> used = new HashMap<>();
    for (Slots slots : found.slots) {
      used.put(slots.execution, slots.used);
      for (int index : slots.held) {
        candidates.computeIfAbsent(slots.execution, e -> new TreeSet<>()).add(index);
        held.add(new Place(slots.execution, index));
      }
    }
    List<Move> moves = new ArrayList<>();
    for (LockedExecution execution : executions) {
      int free = freeSlots(execution, used);
      int rank = 0;
      for (int index : candidates.getOrDefault(execution.num, new TreeSet<>())) {
        Place step = new Place(execution.num, index);
        if (rank < free) {
          moves.add(new Move(step, StepState.CLAIMABLE, rank++));
        } else if (!held.contains(step)) {
          moves.add(new Move(step, StepState.HELD, 0));
        }
      }
      if (found.ends.contains(execution.num) && execution.phase != Phase.CLOSED) {
        StepState state = execution.phase == Phase.HELD ? StepState.HELD : StepState.CLAIMABLE;
        moves.add(new Move(new Place(execution.num, Claim.END), state, 0));
      }
    }
    return moves;
  }

  private static int freeSlots(LockedExecution execution, Map<Long, Integer> used) {
    if (execution.phase != Phase.OPEN) {
      return 0;
    }
    return execution.parallelism == 0
        ? Integer.MAX_VALUE
        : execution.parallelism - used.getOrDefault(execution.num, 0);
  }

  /** Adds the statement that makes the moves; true when a step becomes claimable. */
  boolean write(Pipeline pipeline, List<Move> moves) {
    if (moves.isEmpty()) {
      return false;
    }
    pipeline.update(
        new Query(move)
            .withLongs(moves.stream().map(m -> m.step.execution).toList())
            .withInts(moves.stream().map(m -> m.step.index).toList())
            .withInts(moves.stream().map(m -> Codes.of(m.state)).toList())
            .withInts(moves.stream().map(Move::rank).toList()));
    return moves.stream().anyMatch(m -> m.state == StepState.CLAIMABLE);
  }

  /**
   * Asks, decides, and leaves what is to be written to the last round trip of the transaction.
   *
   * @return true when a step becomes claimable
   */
  boolean settleDown(
      Connection connection, Touched touched, Collection<LockedExecution> executions, Pipeline last)
      throws SQLException {
    if (touched.isEmpty()) {
      return false;
    }
    Pipeline asking = new Pipeline();
    Findings found = ask(asking, touched);
    asking.run(connection);
    return write(last, decide(found, executions));
  }
}
