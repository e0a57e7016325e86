package dev.mplp.postgres;

import dev.mplp.MplpException;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.StepRun;
import dev.mplp.spi.StepState;
import dev.mplp.spi.Storage.Exchange;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Claims, workers, and reading the work of executions. */
final class PostgresWork implements Work {

  private static final String STEP_COLUMNS =
      """
      s.idx, s.step_id, s.role, s.state, s.run_id, s.attempt, s.failures, s.lost, s.skip_reason,
      s.started_at, s.finished_at, s.wake_at, s.result, s.payload\
      """;

  private final Database database;
  private final Workers workers;
  private final ClaimSteps claimSteps;
  private final StepLimits limits;
  private final LostClaims lostClaims;
  private final WakeSteps wakeSteps;
  private final Consumer<Set<Signal>> signals;
  private final String step;
  private final String steps;
  private final String tally;
  private final String execution;
  private final String backlog;

  PostgresWork(
      Database database,
      Executions executions,
      Readiness readiness,
      StepLimits limits,
      Consumer<Set<Signal>> signals) {
    this.database = database;
    this.limits = limits;
    this.signals = signals;
    Sql sql = database.sql();
    workers = new Workers(database, executions, readiness, signals);
    claimSteps = new ClaimSteps(sql);
    lostClaims = new LostClaims(database);
    wakeSteps = new WakeSteps(database, executions, readiness, signals);
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

  @Override
  public UUID register(String name, Duration lease) {
    return workers.register(name, lease);
  }

  @Override
  public Extension extend(UUID worker, Duration lease) {
    return workers.extend(worker, lease);
  }

  @Override
  public long leasesLost() {
    return workers.leasesLost();
  }

  @Override
  public void deregister(UUID worker) {
    workers.deregister(worker);
    lostClaims.forget(worker);
  }

  @Override
  public List<Claim> claim(UUID worker, @Nullable Set<String> roles, int max) {
    if (max <= 0) {
      return List.of();
    }
    List<Claim> found = lostClaims.found(worker, max);
    if (!found.isEmpty()) {
      return found;
    }
    ClaimSteps.Got got = claimOnce(worker, roles, max);
    List<Claim> claims = got.claims();
    if (got.someAreDue() && claims.size() < max && wakeSteps.run()) {
      List<Claim> more = claimOnce(worker, roles, max - claims.size()).claims();
      claims = new ArrayList<>(claims);
      claims.addAll(more);
    }
    if (!claims.isEmpty()) {
      signals.accept(EnumSet.of(Signal.LOG));
    }
    return List.copyOf(claims);
  }

  /** Applies plain sets and claims in one transaction. */
  Exchange exchange(
      PlainSets plainSets,
      List<ChangeSet> sets,
      UUID worker,
      @Nullable Set<String> roles,
      int max) {
    boolean limited = limits.wereThere();
    int call = lostClaims.nextCall(worker);
    Both both;
    try {
      both =
          database.transact(
              (connection, last) -> {
                PlainSets.Answer answer =
                    plainSets.apply(connection, sets, claimSteps.lockWorker(worker), last);
                return new Both(answer, claimSteps.ask(last, worker, call, roles, max, limited));
              });
    } catch (MplpException e) {
      lostClaims.lost(worker, call);
      throw e;
    }
    ClaimSteps.Got got = both.claim.got();
    limits.found(got.limited());
    signals.accept(both.signals(got.claims()));
    if (got.someAreDue() && got.claims().size() < max) {
      wakeSteps.run();
    }
    return new Exchange(both.answer.results(), got.claims());
  }

  /** Whether a claim of this worker is best made by itself. */
  boolean claimsAlone(UUID worker) {
    return lostClaims.areThere(worker);
  }

  /** A commit and a claim. */
  private record Both(PlainSets.Answer answer, ClaimSteps.Asked claim) {

    /** There is work for others unless all that became claimable was claimed along with it. */
    Set<Signal> signals(List<Claim> claims) {
      Set<Signal> raised = EnumSet.copyOf(answer.signals());
      Set<StepName> left = new HashSet<>(answer.claimable());
      for (Claim claim : claims) {
        left.remove(
            new StepName(new ExecutionKey(claim.tenant(), claim.executionId()), claim.index()));
      }
      if (left.isEmpty() && !this.claim.isCutShort() && !this.claim.isRefused()) {
        raised.remove(Signal.WORK);
      } else {
        raised.add(Signal.WORK);
      }
      if (!claims.isEmpty()) {
        raised.add(Signal.LOG);
      }
      return raised;
    }
  }

  private ClaimSteps.Got claimOnce(UUID worker, @Nullable Set<String> roles, int max) {
    boolean limited = limits.wereThere();
    int call = lostClaims.nextCall(worker);
    try {
      ClaimSteps.Got got =
          database.callOnce(
              connection -> claimSteps.claim(connection, worker, call, roles, max, limited));
      limits.found(got.limited());
      return got;
    } catch (StorageException e) {
      lostClaims.lost(worker, call);
      throw e;
    }
  }

  @Override
  public int reap(int max) {
    return workers.reap(max);
  }

  @Override
  public Optional<StepRun> step(String tenant, UUID executionId, int index) {
    return database
        .of(tenant)
        .call(
            connection ->
                new Query(step)
                    .with(tenant)
                    .with(executionId)
                    .with(index)
                    .first(connection, PostgresWork::stepRun));
  }

  @Override
  public List<StepRun> steps(String tenant, UUID executionId, int after, int limit) {
    return database
        .of(tenant)
        .call(
            connection ->
                new Query(steps)
                    .with(tenant)
                    .with(executionId)
                    .with(after)
                    .with(limit)
                    .list(connection, PostgresWork::stepRun));
  }

  @Override
  public Map<StepState, Integer> tally(String tenant, UUID executionId) {
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

  @Override
  public Optional<WorkExecution> execution(String tenant, UUID executionId) {
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

  @Override
  public List<Backlog> backlog() {
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
