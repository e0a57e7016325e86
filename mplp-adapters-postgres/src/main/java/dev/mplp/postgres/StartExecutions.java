package dev.mplp.postgres;

import dev.mplp.spi.Change.NewStep;
import dev.mplp.spi.Change.StartExecution;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates the work of an execution, in one round trip however many steps it has. */
final class StartExecutions {

  private final String start;
  private final String enterEdges;

  StartExecutions(Sql sql) {
    start =
        sql.of(
            """
            with created as (
              insert into {execution}
                     (tenant, id, context_id, run_id, parallelism, phase, compensates)
              values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
              returning num, tenant, run_id),
            steps as (
              insert into {step_run}
                     (execution, idx, state, turn, step_id, run_id, tenant, role, successors, payload,
                      result)
              select c.num, n.idx, n.state, {now} + n.rank * interval '100 milliseconds',
                     n.step_id, c.run_id, c.tenant, n.role, n.successors::int[], n.payload,
                     n.result
                from created c,
                     unnest(?::int[], ?::int[], ?::int[], ?::uuid[], ?::text[], ?::text[], ?::bytea[],
                            ?::bytea[])
                       as n(idx, state, rank, step_id, role, successors, payload, result))
            select num from created""");
    enterEdges =
        sql.of(
            """
            insert into {step_edge} (execution, to_idx, from_idx)
            select e.num, n.to_idx, n.from_idx
              from {execution} e, unnest(?::int[], ?::int[]) as n(to_idx, from_idx)
             where e.tenant = ? and e.id = ? on conflict do nothing""");
  }

  /**
   * Creates it; false when the execution exists, and then the transaction is to be rolled back. The
   * edges are a statement of their own: the policy of their table looks for their execution, which
   * the statement that creates it does not see.
   */
  boolean start(Connection connection, String tenant, StartExecution change) throws SQLException {
    NewRows rows = new NewRows(change);
    Query create =
        new Query(start)
            .with(tenant)
            .with(change.executionId())
            .with(change.contextId())
            .with(change.runId())
            .with(change.parallelism())
            .with(Codes.of(change.phase()))
            .with(change.compensates())
            .withInts(rows.index)
            .withInts(rows.state)
            .withInts(rows.rank)
            .withUuids(rows.stepId)
            .withTexts(rows.role)
            .withTexts(rows.successors)
            .withBodies(rows.payload)
            .withBodies(rows.result);
    Pipeline pipeline = new Pipeline();
    List<Long> created = pipeline.list(create, Row::big);
    if (!rows.to.isEmpty()) {
      pipeline.update(
          new Query(enterEdges)
              .withInts(rows.to)
              .withInts(rows.from)
              .with(tenant)
              .with(change.executionId()));
    }
    pipeline.run(connection);
    return !created.isEmpty();
  }

  /** The columns of the new rows. */
  private static final class NewRows {

    final List<Integer> index = new ArrayList<>();
    final List<Integer> state = new ArrayList<>();
    final List<Integer> rank = new ArrayList<>();
    final List<UUID> stepId = new ArrayList<>();
    final List<String> role = new ArrayList<>();
    final List<String> successors = new ArrayList<>();
    final List<byte[]> payload = new ArrayList<>();
    final List<byte @Nullable []> result = new ArrayList<>();
    final List<Integer> to = new ArrayList<>();
    final List<Integer> from = new ArrayList<>();

    private final Map<Integer, List<Integer>> dependents = new HashMap<>();
    private int free;
    private int nextRank;

    NewRows(StartExecution change) {
      free = change.phase() != Phase.OPEN ? 0 : slots(change.parallelism());
      boolean unsettled = false;
      for (NewStep step : change.steps()) {
        boolean waits = addDependencies(step, change.steps());
        boolean ready = step.state() == StepState.WAITING && !waits;
        unsettled |= !step.state().isSettled();
        add(step, ready ? readyState() : step.state());
      }
      for (NewStep step : change.steps()) {
        successors.add(array(dependents.getOrDefault(step.index(), List.of())));
      }
      addEnd(change, unsettled);
    }

    private static int slots(int parallelism) {
      return parallelism == 0 ? Integer.MAX_VALUE : parallelism;
    }

    /** Adds what the step depends on; true when something of it has not completed. */
    private boolean addDependencies(NewStep step, List<NewStep> steps) {
      boolean waits = false;
      for (int dependency : new HashSet<>(step.dependencies())) {
        dependents.computeIfAbsent(dependency, d -> new ArrayList<>()).add(step.index());
        if (steps.get(dependency).state() != StepState.COMPLETED) {
          to.add(step.index());
          from.add(dependency);
          waits = true;
        }
      }
      return waits;
    }

    private StepState readyState() {
      if (free == 0) {
        return StepState.HELD;
      }
      free--;
      return StepState.CLAIMABLE;
    }

    private void add(NewStep step, StepState as) {
      add(step.index(), as, step.stepId(), step.role(), step.payload(), step.result());
    }

    private void add(
        int at, StepState as, UUID id, String ofRole, byte[] given, byte @Nullable [] came) {
      index.add(at);
      state.add(Codes.of(as));
      rank.add(as == StepState.CLAIMABLE ? nextRank++ : 0);
      stepId.add(id);
      role.add(ofRole);
      payload.add(given);
      result.add(came);
    }

    private void addEnd(StartExecution change, boolean unsettled) {
      StepState as = StepState.WAITING;
      if (!unsettled) {
        as = change.phase() == Phase.OPEN ? StepState.CLAIMABLE : StepState.HELD;
      }
      add(Claim.END, as, change.executionId(), "", new byte[0], null);
      successors.add("{}");
    }

    private static String array(List<Integer> indexes) {
      StringBuilder array = new StringBuilder("{");
      for (int index : indexes) {
        array.append(array.length() > 1 ? "," : "").append(index);
      }
      return array.append('}').toString();
    }
  }
}
