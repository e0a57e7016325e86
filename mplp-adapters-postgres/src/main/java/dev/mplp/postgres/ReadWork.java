package dev.mplp.postgres;

import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Work.Backlog;
import dev.mplp.spi.Work.WorkExecution;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the work of executions, and what is ready of all. */
final class ReadWork {

  private static final String STEP_COLUMNS =
      """
      s.idx, s.step_id, s.role, s.state, s.run_id, s.attempt, s.failures, s.lost, s.skip_reason,
      s.started_at, s.finished_at, s.wake_at, s.result, s.payload\
      """;

  private final Database database;
  private final String step;
  private final String steps;
  private final String tally;
  private final String execution;
  private final String backlog;

  ReadWork(Database database) {
    this.database = database;
    Sql sql = database.sql();
    String ofExecution =
        " from {step_run} s where s.execution ="
            + " (select num from {execution} where tenant = ? and id = ?) and ";
    step = sql.of("select " + STEP_COLUMNS + ofExecution + "s.idx = ? and s.idx >= 0");
    steps =
        sql.of(
            "select "
                + STEP_COLUMNS
                + ofExecution
                + "s.idx > greatest(?, -1) order by s.idx limit ?");
    tally = sql.of("select s.state, count(*)" + ofExecution + "s.idx >= 0 group by s.state");
    execution =
        sql.of(
            """
            select tenant, id, run_id, phase, parallelism from {execution}
             where tenant = ? and id = ?\
            """);
    backlog =
        sql.of(
            """
            with recursive pair(role, tenant) as (
              (select role, tenant from {step_run} where state = {CLAIMABLE} and idx >= 0
                order by role, tenant limit 1)
              union all
              select n.role, n.tenant from pair p cross join lateral (
                select s.role, s.tenant from {step_run} s
                 where s.state = {CLAIMABLE} and s.idx >= 0
                   and (s.role, s.tenant) > (p.role, p.tenant)
                 order by s.role, s.tenant limit 1) n)
            select p.tenant, p.role,
                   (select count(*) from (
                     select from {step_run} s
                      where s.state = {CLAIMABLE} and s.idx >= 0
                        and s.tenant = p.tenant and s.role = p.role limit 10000) c),
                   greatest(0, extract(epoch from {now} - (
                     select s.turn from {step_run} s
                      where s.state = {CLAIMABLE} and s.idx >= 0
                        and s.tenant = p.tenant and s.role = p.role
                      order by s.turn limit 1)) * 1000000)::bigint
              from pair p limit 1000\
            """);
  }

  Optional<StepRun> step(String tenant, UUID executionId, int index) {
    return database
        .of(tenant)
        .call(
            connection ->
                new Query(step)
                    .with(tenant)
                    .with(executionId)
                    .with(index)
                    .first(connection, ReadWork::stepRun));
  }

  List<StepRun> steps(String tenant, UUID executionId, int after, int limit) {
    return database
        .of(tenant)
        .call(
            connection ->
                new Query(steps)
                    .with(tenant)
                    .with(executionId)
                    .with(after)
                    .with(limit)
                    .list(connection, ReadWork::stepRun));
  }

  Map<StepState, Integer> tally(String tenant, UUID executionId) {
    Map<StepState, Integer> states = new EnumMap<>(StepState.class);
    database
        .of(tenant)
        .call(
            connection ->
                new Query(tally)
                    .with(tenant)
                    .with(executionId)
                    .list(connection, row -> states.put(Codes.state(row.number()), row.number())));
    return states;
  }

  Optional<WorkExecution> execution(String tenant, UUID executionId) {
    return database
        .of(tenant)
        .call(
            connection ->
                new Query(execution)
                    .with(tenant)
                    .with(executionId)
                    .first(
                        connection,
                        row ->
                            new WorkExecution(
                                row.text(),
                                row.uuid(),
                                row.uuid(),
                                Codes.phase(row.number()),
                                row.number())));
  }

  List<Backlog> backlog() {
    return database.call(
        connection ->
            new Query(backlog)
                .list(
                    connection,
                    row ->
                        new Backlog(
                            row.text(), row.text(), row.big(), Durations.ofMicros(row.big()))));
  }

  private static StepRun stepRun(Row row) throws SQLException {
    return new StepRun(
        row.number(),
        row.uuid(),
        row.text(),
        Codes.state(row.number()),
        row.uuid(),
        row.number(),
        row.number(),
        row.number(),
        Codes.reason(row.numberOrNull()),
        row.instantOrNull(),
        row.instantOrNull(),
        row.instantOrNull(),
        row.bytesOrNull(),
        row.bytes());
  }
}
