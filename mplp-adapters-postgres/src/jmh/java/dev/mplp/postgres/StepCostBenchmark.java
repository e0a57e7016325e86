package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a durable step costs the server, as the server itself counts it: transactions, statements
 * and their time, bytes of write-ahead log. Everything that a process does meanwhile is in it:
 * claims, settlements, positions, Traces, the beat of the lease.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 1) // what is counted is added up over iterations
public class StepCostBenchmark {

  private static final int PLANS = 20;
  private static final int STEPS = 1000;

  /** Handlers at once. */
  @Param({"1", "16"})
  public int concurrency;

  /** Whether the most expensive statements are printed after each run. */
  @Param("false")
  public boolean list;

  private PostgresServer server;
  private Mplp mplp;
  private List<Plan> plans;

  /** What was counted, of each step. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Costs {
    /** A thousand times the number of committed transactions. */
    public long milliTransactions;

    /** A thousand times the number of statements. */
    public long milliStatements;

    /** Time within the server, planning and execution. */
    public long statementMicros;

    /** Bytes of write-ahead log. */
    public long walBytes;

    /** How many were done in a second. */
    public long stepsPerSecond;
  }

  /** Starts the server. */
  @Setup(Level.Trial)
  public void start() {
    server =
        PostgresServer.start(
            "fsync=on",
            "max_wal_size=4GB",
            "shared_preload_libraries=pg_stat_statements",
            "pg_stat_statements.track_planning=on");
    server.execute("create extension pg_stat_statements");
    mplp =
        MplpRuntime.builder()
            .ownedStorage(PostgresStorage.connect(server.url()))
            .concurrency(concurrency)
            .build();
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.of("ok", true)));
  }

  /** Creates the plans. */
  @Setup(Level.Iteration)
  public void create() {
    Context context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
    plans = new ArrayList<>();
    for (int p = 0; p < PLANS; p++) {
      plans.add(mplp.plans().create(BenchmarkPlans.rows(context, STEPS, 10)));
    }
  }

  /** Stops everything. */
  @TearDown(Level.Trial)
  public void stop() {
    mplp.close(Duration.ofSeconds(10));
    server.close();
  }

  /** Executes the plans and reads the counters of the server. */
  @Benchmark
  public void cost(Costs costs) throws Exception {
    server.execute("checkpoint; select pg_stat_statements_reset()");
    Counters before = counters();
    long begin = System.nanoTime();
    List<Execution> executions = new ArrayList<>();
    plans.forEach(plan -> executions.add(mplp.plans().execute(plan.planId())));
    for (Execution execution : executions) {
      if (!execution.await(Duration.ofMinutes(5)).isCompleted()) {
        throw new IllegalStateException(execution + " is not completed");
      }
    }
    long nanos = System.nanoTime() - begin;
    Counters after = counters();
    int steps = PLANS * STEPS;
    costs.milliTransactions = (after.transactions - before.transactions) * 1000 / steps;
    costs.milliStatements = after.statements * 1000 / steps;
    costs.statementMicros = after.micros / steps;
    costs.walBytes = (after.wal - before.wal) / steps;
    costs.stepsPerSecond = steps * 1_000_000_000L / nanos;
    if (list) {
      list(steps);
    }
  }

  private record Counters(long transactions, long wal, long statements, long micros) {}

  private Counters counters() throws SQLException {
    try (Connection connection = server.connect()) {
      new Query("select pg_stat_force_next_flush()").list(connection, row -> row);
      new Query("select pg_stat_clear_snapshot()").list(connection, row -> row);
      return new Query(
              """
              select d.xact_commit, pg_current_wal_insert_lsn() - '0/0', s.calls, s.micros
                from pg_stat_database d,
                     (select sum(calls)::bigint as calls,
                             (sum(total_exec_time + total_plan_time) * 1000)::bigint as micros
                        from pg_stat_statements) s
               where d.datname = current_database()""")
          .first(connection, row -> new Counters(row.big(), row.big(), row.big(), row.big()))
          .orElseThrow();
    }
  }

  private void list(int steps) throws SQLException {
    try (Connection connection = server.connect()) {
      List<String> most =
          new Query(
                  """
                  select format('%7s calls %8s rows %6s us/step %5s us planned %6s wal/step  %s',
                           calls, rows,
                           round(((total_exec_time + total_plan_time) * 1000 / ?)::numeric, 1),
                           round((total_plan_time * 1000 / ?)::numeric, 1),
                           round(wal_bytes / ?),
                           left(regexp_replace(query, '\\s+', ' ', 'g'), 110))
                    from pg_stat_statements
                   order by total_exec_time + total_plan_time desc limit 25""")
              .with(steps)
              .with(steps)
              .with(steps)
              .list(connection, Row::text);
      System.out.println();
      most.forEach(System.out::println);
    }
  }
}
