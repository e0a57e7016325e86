package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.LoadBed.Measured;
import dev.mplp.postgres.LoadBed.Workers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The load benchmark: prints its results as the tables of {@code docs/benchmarks.md}. Arguments are
 * the names of the parts to run; all of them without, except for {@code statements}, which lists
 * those that cost most.
 */
public final class LoadBenchmark {

  private static final int STEPS = 20_000;
  private static final int HANDLERS = 16;

  private final LoadBed bed;

  private LoadBenchmark(LoadBed bed) {
    this.bed = bed;
  }

  /** Runs the parts that are named, or all. */
  public static void main(String[] parts) throws Exception {
    Set<String> wanted =
        parts.length == 0
            ? Set.of("steps", "plans", "latency", "join", "limits", "filled")
            : Set.of(parts);
    try (LoadBed bed = new LoadBed()) {
      LoadBenchmark benchmark = new LoadBenchmark(bed);
      benchmark.warmUp();
      if (wanted.contains("steps")) {
        benchmark.steps();
      }
      if (wanted.contains("plans")) {
        benchmark.plans();
      }
      if (wanted.contains("latency")) {
        benchmark.latency();
      }
      if (wanted.contains("join")) {
        benchmark.join();
      }
      if (wanted.contains("limits")) {
        new LimitedLoad(bed).run();
      }
      if (wanted.contains("filled")) {
        benchmark.filled();
      }
      if (wanted.contains("statements")) {
        benchmark.statements();
      }
    }
    System.exit(0); // whatever a library left running
  }

  private void warmUp() {
    try (Workers workers = bed.workers(1, HANDLERS)) {
      for (int round = 0; round < 3; round++) {
        workers.measure(workers.plans(STEPS), STEPS);
      }
    }
  }

  private void steps() throws Exception {
    print(
        "| workers | handlers each | durable steps/s | one-row inserts/s | share |"
            + " transactions | statements | WAL | server | JVM |");
    print("|---|---|---|---|---|---|---|---|---|---|");
    measure(1, 1, 5_000);
    measure(1, 4, STEPS);
    measure(1, 16, STEPS);
    measure(4, 16, STEPS);
    measure(16, 16, STEPS);
    print("");
  }

  private void measure(int many, int handlers, int steps) throws Exception {
    try (Workers workers = bed.workers(many, handlers)) {
      workers.measure(workers.plans(1000), 1000);
      List<Plan> plans = workers.plans(steps);
      double before = Pgbench.insertsPerSecond(bed.server());
      Measured measured = workers.measure(plans, steps);
      double inserts = (before + Pgbench.insertsPerSecond(bed.server())) / 2;
      print(
          "| %d | %d | %,.0f | %,.0f | %.0f %% | %.2f | %.2f | %.1f KB | %.0f µs | %.0f µs |",
          many,
          handlers,
          measured.perSecond(),
          inserts,
          100 * measured.perSecond() / inserts,
          measured.each(measured.costs().transactions()),
          measured.each(measured.costs().statements()),
          measured.each(measured.costs().walBytes()) / 1000,
          measured.each(measured.costs().processorMicros()),
          measured.each(measured.jvmMicros()));
    }
  }

  private void plans() throws Exception {
    print("| plans of 10 steps created | plans/s |");
    print("|---|---|");
    try (Workers workers = bed.workers(1, 1)) {
      created(workers.first(), 1);
      for (int threads : List.of(1, 16)) {
        print("| %d at once | %,.0f |", threads, created(workers.first(), threads));
      }
    }
    print("");
  }

  private static double created(Mplp mplp, int threads) throws InterruptedException {
    int each = 2000 / threads;
    Context context = BenchmarkPlans.context(mplp);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    long begin = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      pool.execute(
          () -> {
            for (int p = 0; p < each; p++) {
              mplp.plans().create(BenchmarkPlans.rows(context, 10, 2));
            }
          });
    }
    pool.shutdown();
    if (!pool.awaitTermination(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("plans were not created");
    }
    return each * threads / ((System.nanoTime() - begin) / 1e9);
  }

  private void latency() {
    print("| step to step | p50 | p99 |");
    print("|---|---|---|");
    try (Workers workers = bed.workers(1, HANDLERS)) {
      Mplp mplp = workers.first();
      StepToStep chain = new StepToStep();
      mplp.handlers().register(StepToStep.ROLE, chain);
      chain.execute(mplp, 500);
      print("| idle | %s |", chain.execute(mplp, 1000));
      List<Plan> load = workers.plans(STEPS);
      Thread beside = new Thread(() -> BenchmarkPlans.execute(mplp, load));
      beside.start();
      print("| under load | %s |", chain.executeWhile(mplp, beside));
    }
    print("");
  }

  private void join() {
    try (Workers workers = bed.workers(1, HANDLERS)) {
      int width = 10_000;
      Mplp mplp = workers.first();
      Plan plan = BenchmarkPlans.join(BenchmarkPlans.context(mplp), width);
      long begin = System.nanoTime();
      mplp.plans().create(plan);
      double creating = (System.nanoTime() - begin) / 1e9;
      Measured measured = workers.measure(List.of(plan), 2 * width);
      print("| one plan of %,d steps, one of which waits for %,d | |", 2 * width, width);
      print("|---|---|");
      print("| created in | %.1f s |", creating);
      print("| executed in | %.1f s |", measured.seconds());
      print("| durable steps/s | %,.0f |", measured.perSecond());
    }
    print("");
  }

  private void filled() {
    print("| stored before | durable steps/s | server | JVM |");
    print("|---|---|---|---|");
    try (Workers workers = bed.workers(1, HANDLERS)) {
      workers.measure(workers.plans(STEPS), STEPS);
      print("| what the parts above left | %s |", rates(workers));
      FilledTables.addFinishedSteps(bed.server(), 1_000_000);
      workers.measure(workers.plans(STEPS), STEPS);
      print("| 1,000,000 finished steps more | %s |", rates(workers));
    }
    print("");
  }

  private void statements() {
    try (Workers workers = bed.workers(1, HANDLERS)) {
      List<Plan> plans = workers.plans(STEPS);
      ServerCosts.forgetStatements(bed.server());
      workers.measure(plans, STEPS);
      ServerCosts.statements(bed.server(), STEPS).forEach(line -> print("%s", line));
    }
  }

  private static String rates(Workers workers) {
    Measured measured = workers.measure(workers.plans(STEPS), STEPS);
    return String.format(
        Locale.ROOT,
        "%,.0f | %.0f µs | %.0f µs",
        measured.perSecond(),
        measured.each(measured.costs().processorMicros()),
        measured.each(measured.jvmMicros()));
  }

  private static void print(String line, Object... values) {
    System.out.println(values.length == 0 ? line : String.format(Locale.ROOT, line, values));
  }
}
