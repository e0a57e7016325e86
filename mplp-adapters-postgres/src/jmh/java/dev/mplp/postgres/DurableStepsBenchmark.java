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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Durable steps per second with 16 handlers at once, beside one-row inserts of pgbench with 16
 * clients on the same server (private, fsync on), taken in turn: pgbench, plans, pgbench. Read the
 * counters: {@code stepsPerSecond}, {@code insertsPerSecond} (the mean of before and after) and
 * {@code percent}, the ratio of both.
 *
 * <p>Ten plans of 1,000 steps, each ten steps wide; they are created before, and started within the
 * time that counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class DurableStepsBenchmark {

  private static final int PLANS = 10;
  private static final int STEPS = 1000;
  private static final int WIDTH = 10;

  private PostgresServer server;
  private Mplp mplp;
  private List<Plan> plans;

  /** What was measured. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Rates {
    /** Steps of our engine. */
    public long stepsPerSecond;

    /** Rows inserted by pgbench. */
    public long insertsPerSecond;

    /** The former as a share of the latter. */
    public long percent;
  }

  /** Starts the server. */
  @Setup(Level.Trial)
  public void start() throws Exception {
    server = PostgresServer.start("fsync=on", "max_connections=100");
    Pgbench.prepare(server);
    mplp =
        MplpRuntime.builder()
            .ownedStorage(PostgresStorage.connect(server.url()))
            .concurrency(16)
            .build();
    mplp.handlers().registerDefault(call -> StepResult.completed(JsonObject.of("ok", true)));
  }

  /** Creates the plans. */
  @Setup(Level.Iteration)
  public void create() {
    Context context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
    plans = new ArrayList<>();
    for (int p = 0; p < PLANS; p++) {
      plans.add(mplp.plans().create(BenchmarkPlans.rows(context, STEPS, WIDTH)));
    }
  }

  /** Stops everything. */
  @TearDown(Level.Trial)
  public void stop() {
    mplp.close(Duration.ofSeconds(10));
    server.close();
  }

  /** Executes the plans between two runs of pgbench. */
  @Benchmark
  public void steps(Rates rates) throws Exception {
    double before = Pgbench.insertsPerSecond(server);
    long begin = System.nanoTime();
    List<Execution> executions = new ArrayList<>();
    for (Plan plan : plans) {
      executions.add(mplp.plans().execute(plan.planId()));
    }
    for (Execution execution : executions) {
      if (!execution.await(Duration.ofMinutes(5)).isCompleted()) {
        throw new IllegalStateException(execution + " is not completed");
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double after = Pgbench.insertsPerSecond(server);
    double inserts = (before + after) / 2;
    rates.stepsPerSecond = Math.round(PLANS * STEPS / seconds);
    rates.insertsPerSecond = Math.round(inserts);
    rates.percent = Math.round(100 * PLANS * STEPS / seconds / inserts);
  }
}
