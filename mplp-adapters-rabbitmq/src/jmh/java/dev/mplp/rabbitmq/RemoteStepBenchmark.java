package dev.mplp.rabbitmq;

import dev.mplp.Mplp;
import dev.mplp.agent.RemoteOptions;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.RemoteSteps;
import dev.mplp.runtime.agent.RemoteAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Steps that an agent does over RabbitMQ, beside the same steps done in the process; prints a
 * table. Everything is in one JVM but the broker, a private one; the storage is memory, so that
 * what is seen is the way over the broker.
 */
public final class RemoteStepBenchmark {

  private static final int PLANS = 20;
  private static final int STEPS = 250;
  private static final int ROUNDS = 3;
  private static final int ALONE = 300;
  private static final int CONCURRENCY = 64;
  private static final String LOCAL = "local";
  private static final String REMOTE = "remote";

  private final Mplp mplp;
  private final Context context;

  private RemoteStepBenchmark(Mplp mplp) {
    this.mplp = mplp;
    this.context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    try (RabbitMqServer server = RabbitMqServer.start();
        RabbitMqStepTransport runtime = RabbitMqStepTransport.connect(server.url());
        RabbitMqStepTransport agents = RabbitMqStepTransport.connect(server.url());
        RemoteAgent agent =
            RemoteAgent.over(agents)
                .concurrency(CONCURRENCY)
                .role(REMOTE, call -> StepResult.completed())
                .start();
        Mplp mplp = MplpRuntime.builder().steps(RemoteSteps.over(runtime)).build()) {
      mplp.handlers().register(LOCAL, call -> StepResult.completed());
      mplp.handlers().registerRemote(REMOTE, RemoteOptions.DEFAULT);
      while (!agent.isReady()) {
        LockSupport.parkNanos(1_000_000);
      }
      new RemoteStepBenchmark(mplp).run();
    }
  }

  private void run() throws Exception {
    for (String role : List.of(LOCAL, REMOTE)) {
      throughput(role); // warms up
      alone(role);
    }
    print(
        "| steps done | steps/s, best of %d | one step alone, p50 | p99 |%n|---|---|---|---|",
        ROUNDS);
    for (String role : List.of(LOCAL, REMOTE)) {
      double best = 0;
      for (int i = 0; i < ROUNDS; i++) {
        best = Math.max(best, throughput(role));
      }
      long[] nanos = alone(role);
      print(
          "| %s | %,.0f | %.2f ms | %.2f ms |",
          role.equals(LOCAL) ? "in the process" : "by an agent over RabbitMQ",
          best,
          nanos[ALONE / 2] / 1e6,
          nanos[ALONE * 99 / 100] / 1e6);
    }
  }

  /** Steps a second, of plans whose steps do not depend on each other. */
  private double throughput(String role) throws Exception {
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < PLANS; i++) {
      plans.add(plan(role, STEPS));
    }
    long begin = System.nanoTime();
    List<Execution> executions =
        plans.stream().map(plan -> mplp.plans().execute(plan.planId())).toList();
    for (Execution execution : executions) {
      if (!execution.await(Duration.ofMinutes(2)).isCompleted()) {
        throw new IllegalStateException("a plan failed");
      }
    }
    return PLANS * STEPS / ((System.nanoTime() - begin) / 1e9);
  }

  /** How long plans of a single step take, from being started to their end, sorted. */
  private long[] alone(String role) throws Exception {
    long[] nanos = new long[ALONE];
    for (int i = 0; i < ALONE; i++) {
      Plan plan = plan(role, 1);
      long begin = System.nanoTime();
      mplp.plans().execute(plan.planId()).await(Duration.ofMinutes(1));
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private Plan plan(String role, int steps) {
    PlanBuilder plan = Plan.builder(context.contextId(), "Plan", "Measure");
    for (int i = 0; i < steps; i++) {
      plan.step("step " + i, role);
    }
    return mplp.plans().create(plan.build());
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
