package dev.mplp.postgres;

import com.sun.management.OperatingSystemMXBean;
import dev.mplp.Mplp;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A private server with fsync on, and workers on it.
 *
 * <p>Each worker is a runtime with connections and a lease of its own, as another process would
 * have: workers share nothing but the server. They run in one JVM, so that what is measured is not
 * the start of sixteen.
 */
final class LoadBed implements AutoCloseable {

  static final StepHandler AT_ONCE = call -> StepResult.completed(JsonObject.of("ok", true));

  private static final OperatingSystemMXBean JVM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final PostgresServer server;

  LoadBed() {
    List<String> settings = new ArrayList<>(ServerCosts.SETTINGS);
    settings.addAll(
        List.of("fsync=on", "max_connections=300", "max_wal_size=4GB", "shared_buffers=1GB"));
    server = PostgresServer.start(settings.toArray(String[]::new));
    ServerCosts.prepare(server);
    Pgbench.prepare(server);
  }

  PostgresServer server() {
    return server;
  }

  /**
   * Workers; close them.
   *
   * @param handlers at once, of each
   */
  Workers workers(int many, int handlers) {
    return new Workers(many, handlers);
  }

  @Override
  public void close() {
    server.close();
  }

  /** Runtimes on one schema. */
  final class Workers implements AutoCloseable {

    private final List<Mplp> all = new ArrayList<>();

    private Workers(int many, int handlers) {
      for (int i = 0; i < many; i++) {
        PostgresStorage storage =
            PostgresStorage.builder(server.url()).maximumPoolSize(many == 1 ? 10 : 5).open();
        Mplp mplp = MplpRuntime.builder().ownedStorage(storage).concurrency(handlers).build();
        mplp.handlers().registerDefault(AT_ONCE);
        all.add(mplp);
      }
    }

    Mplp first() {
      return all.get(0);
    }

    /** Ten plans of as many steps together, each ten steps wide. */
    List<Plan> plans(int steps) {
      Context context = BenchmarkPlans.context(first());
      List<Plan> plans = new ArrayList<>();
      for (int p = 0; p < 10; p++) {
        plans.add(first().plans().create(BenchmarkPlans.rows(context, steps / 10, 10)));
      }
      return plans;
    }

    /** Executes plans of so many steps and tells what that took. */
    Measured measure(List<Plan> plans, int steps) {
      return measure(plans, steps, ExecutionOptions.DEFAULT);
    }

    /** The same with options. */
    Measured measure(List<Plan> plans, int steps, ExecutionOptions options) {
      ServerCosts before = ServerCosts.of(server);
      long jvm = JVM.getProcessCpuTime();
      long begin = System.nanoTime();
      BenchmarkPlans.execute(first(), plans, options);
      long nanos = System.nanoTime() - begin;
      return new Measured(
          steps,
          nanos / 1e9,
          ServerCosts.of(server).since(before),
          (JVM.getProcessCpuTime() - jvm) / 1000);
    }

    @Override
    public void close() {
      all.forEach(mplp -> mplp.close(Duration.ofSeconds(10)));
    }
  }

  /**
   * What steps took.
   *
   * @param jvmMicros processor time of this JVM
   */
  record Measured(int steps, double seconds, ServerCosts costs, long jvmMicros) {

    double perSecond() {
      return steps / seconds;
    }

    double each(long of) {
      return (double) of / steps;
    }
  }
}
