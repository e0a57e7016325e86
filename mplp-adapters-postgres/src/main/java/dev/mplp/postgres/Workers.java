package dev.mplp.postgres;

import dev.mplp.postgres.Readiness.Place;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.Work.Extension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Workers, their leases, and what becomes of their steps when these end.
 *
 * <p>Who takes steps away holds the row of the worker: a claim in progress ends first, and none
 * begins. Then come the executions in order; a settlement that was faster is left alone.
 */
final class Workers {

  private static final int BATCH = 1000;

  private final Database database;
  private final Executions executions;
  private final Readiness readiness;
  private final Consumer<Set<Signal>> signals;
  private final String register;
  private final String extend;
  private final String stopping;
  private final String lockExpired;
  private final String lockOne;
  private final String running;
  private final String lockKeys;
  private final String lose;
  private final String markReaped;
  private final String forget;
  private final String writeLog;
  private final AtomicLong leasesLost = new AtomicLong();

  Workers(
      Database database,
      Executions executions,
      Readiness readiness,
      Consumer<Set<Signal>> signals) {
    this.database = database;
    this.executions = executions;
    this.readiness = readiness;
    this.signals = signals;
    Sql sql = database.sql();
    register =
        sql.of(
            """
            insert into {worker} (id, name, lease_until)
            values (?, ?, {now} + ? * interval '1 microsecond')
            on conflict (id) do update set lease_until = excluded.lease_until""");
    extend =
        sql.of(
            """
            update {worker} set lease_until = {now} + ? * interval '1 microsecond'
             where id = ? and not reaped returning id""");
    stopping =
        sql.of(
            """
            select distinct e.id from {step_run} s join {execution} e on e.num = s.execution
             where s.worker = ?
               and (s.state = {RUNNING} and e.phase = {phase.STOPPING}
                    or s.state = {SKIPPED} and s.finished_at > {now} - interval '10 minutes')""");
    lockExpired =
        sql.of(
            """
            select id from {worker} where lease_until <= {now}
             order by lease_until limit 1 for update skip locked""");
    lockOne = sql.of("select id from {worker} where id = ? for update");
    running =
        sql.of(
            """
            select execution, idx from {step_run} where worker = ? and state = {RUNNING}
             order by execution, idx limit ?""");
    lockKeys = sql.of("select tenant, id from {execution} where num = any(?)");
    // by the key of each step, not by all that the worker has; their executions are locked
    lose =
        sql.of(
            """
            update {step_run} s
               set state = case when e.phase = {phase.STOPPING} and s.idx >= 0
                                then {SKIPPED} else {HELD} end,
                   skip_reason = case when e.phase = {phase.STOPPING} and s.idx >= 0
                                      then e.stop_reason end,
                   finished_at = case when e.phase = {phase.STOPPING} and s.idx >= 0
                                      then {now} end,
                   lost = s.lost + 1, parked = false, worker = null, run_id = e.run_id
              from unnest(?::bigint[], ?::int[]) as n(execution, idx)
             cross join lateral (
               select e.phase, e.stop_reason, e.run_id from {execution} e
                where e.num = n.execution offset 0) e
             cross join lateral (
               select r.ctid as at from {step_run} r
                where r.execution = n.execution and r.idx = n.idx
                  and (r.worker = ?) is true and r.state = {RUNNING} offset 0) r
             where s.ctid = r.at
            returning s.execution, s.idx, s.attempt, s.step_id, s.payload""");
    markReaped = sql.of("update {worker} set reaped = true, lease_until = {now} where id = ?");
    forget = sql.of("delete from {worker} where id = ?");
    writeLog = LogWriter.statement(sql);
  }

  UUID register(String name, Duration lease) {
    UUID worker = UUID.randomUUID();
    database.call(
        connection ->
            new Query(register)
                .with(worker)
                .with(name)
                .with(Durations.micros(lease))
                .update(connection));
    return worker;
  }

  Extension extend(UUID worker, Duration lease) {
    return database.call(
        connection -> {
          Pipeline pipeline = new Pipeline();
          List<UUID> alive =
              pipeline.list(
                  new Query(extend).with(Durations.micros(lease)).with(worker), Row::uuid);
          List<UUID> stop = pipeline.list(new Query(stopping).with(worker), Row::uuid);
          pipeline.run(connection);
          if (alive.isEmpty()) {
            leasesLost.incrementAndGet();
          }
          return new Extension(!alive.isEmpty(), alive.isEmpty() ? Set.of() : Set.copyOf(stop));
        });
  }

  long leasesLost() {
    return leasesLost.get();
  }

  void deregister(UUID worker) {
    int taken = BATCH;
    while (taken == BATCH) {
      taken =
          loseSteps(
                  connection -> new Query(lockOne).with(worker).first(connection, Row::uuid), BATCH)
              .orElse(0);
    }
  }

  int reap(int max) {
    int taken = 0;
    while (taken < max) {
      Optional<Integer> more =
          loseSteps(connection -> new Query(lockExpired).first(connection, Row::uuid), max - taken);
      if (more.isEmpty()) {
        break;
      }
      taken += more.get();
    }
    return taken;
  }

  /** Takes steps of one worker away; empty when there is no such worker. */
  private Optional<Integer> loseSteps(Database.Unit<Optional<UUID>> lockWorker, int max) {
    Set<Signal> raised = EnumSet.noneOf(Signal.class);
    Optional<Integer> taken =
        database.transactRepeatable(
            (connection, last) -> {
              raised.clear();
              Optional<UUID> worker = lockWorker.run(connection);
              if (worker.isEmpty()) {
                return Optional.empty();
              }
              return Optional.of(loseSteps(connection, last, worker.get(), max, raised));
            });
    signals.accept(raised);
    return taken;
  }

  private int loseSteps(
      Connection connection, Pipeline last, UUID worker, int max, Set<Signal> raised)
      throws SQLException {
    List<Place> steps =
        new Query(running)
            .with(worker)
            .with(max)
            .list(connection, row -> new Place(row.big(), row.number()));
    if (steps.size() < max) {
      new Query(forget).with(worker).update(connection);
    } else {
      new Query(markReaped).with(worker).update(connection);
    }
    if (steps.isEmpty()) {
      return 0;
    }
    Map<Long, LockedExecution> locked = lock(connection, steps);
    LogWriter log = new LogWriter();
    List<Place> lost = lose(connection, worker, steps, locked, log);
    Touched touched = new Touched();
    locked.values().forEach(execution -> touched.handBack(execution.key));
    if (readiness.settleDown(connection, touched, locked.values(), last)) {
      raised.add(Signal.WORK);
    }
    log.write(last, writeLog);
    raised.add(Signal.LOG);
    return lost.size();
  }

  private Map<Long, LockedExecution> lock(Connection connection, List<Place> steps)
      throws SQLException {
    Set<Long> nums = new HashSet<>();
    steps.forEach(step -> nums.add(step.execution()));
    List<ExecutionKey> keys =
        new Query(lockKeys)
            .withLongs(nums)
            .list(connection, row -> new ExecutionKey(row.text(), row.uuid()));
    Pipeline pipeline = new Pipeline();
    List<LockedExecution> locked = executions.lock(pipeline, keys);
    pipeline.run(connection);
    Map<Long, LockedExecution> byNum = new HashMap<>();
    for (LockedExecution execution : locked) {
      byNum.put(execution.num, execution);
    }
    return byNum;
  }

  private List<Place> lose(
      Connection connection,
      UUID worker,
      List<Place> steps,
      Map<Long, LockedExecution> locked,
      LogWriter log)
      throws SQLException {
    return new Query(lose)
        .withLongs(steps.stream().map(Place::execution).toList())
        .withInts(steps.stream().map(Place::index).toList())
        .with(worker)
        .list(
            connection,
            row -> {
              Place step = new Place(row.big(), row.number());
              LockedExecution execution = locked.get(step.execution());
              int attempt = row.number();
              UUID stepId = row.uuid();
              byte[] payload = row.bytes();
              if (execution != null && step.index() >= 0) {
                log.add(
                    execution.key.tenant(),
                    new LogEntry(
                        execution.compensates ? LogEntry.COMPENSATION_LOST : LogEntry.STEP_LOST,
                        execution.contextId,
                        execution.key.id(),
                        execution.runId,
                        stepId,
                        attempt,
                        payload));
              }
              return step;
            });
  }
}
