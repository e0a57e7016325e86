package dev.mplp.postgres;

import dev.mplp.plan.Budget;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Limit;
import dev.mplp.plan.Limits;
import dev.mplp.postgres.LoadBed.Measured;
import dev.mplp.postgres.LoadBed.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What limits of a tenant and budgets of executions cost: the part {@code limits} of the load
 * benchmark. The same plans each time, by one worker and by four that contend.
 */
final class LimitedLoad {

  private static final int STEPS = 5_000;
  private static final int HANDLERS = 16;
  private static final Budget BUDGET = Budget.COUNTED.withSteps(1_000_000L);

  /** After so long every worker knows of a limit, or that there is none any more. */
  private static final Duration KNOWN = Duration.ofMillis(1200);

  private final LoadBed bed;

  LimitedLoad(LoadBed bed) {
    this.bed = bed;
  }

  void run() {
    System.out.println(
        "| workers | limited by | durable steps/s | transactions | statements | server | JVM |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int many : List.of(1, 4)) {
      try (Workers workers = bed.workers(many, HANDLERS)) {
        workers.measure(workers.plans(STEPS), STEPS);
        row(workers, many, "nothing", null, ExecutionOptions.DEFAULT);
        row(
            workers,
            many,
            (64 * many) + " at once, which are never reached",
            Limit.concurrency(64 * many),
            ExecutionOptions.DEFAULT);
        row(workers, many, "8 at once", Limit.concurrency(8), ExecutionOptions.DEFAULT);
        row(
            workers,
            many,
            "1,000 a second",
            Limit.rate(1000, Duration.ofSeconds(1)),
            ExecutionOptions.DEFAULT);
        row(
            workers,
            many,
            "a budget of each execution",
            null,
            ExecutionOptions.builder().budget(BUDGET).build());
      }
    }
    System.out.println();
  }

  private static void row(
      Workers workers, int many, String by, @Nullable Limit limit, ExecutionOptions options) {
    Limits limits = workers.first().plans().limits();
    if (limit != null) {
      limits.set(limit);
    }
    LockSupport.parkNanos(KNOWN.toNanos());
    Measured measured = workers.measure(workers.plans(STEPS), STEPS, options);
    if (limit != null) {
      limits.remove(limit);
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %,.0f | %.2f | %.2f | %.0f µs | %.0f µs |%n",
        many,
        by,
        measured.perSecond(),
        measured.each(measured.costs().transactions()),
        measured.each(measured.costs().statements()),
        measured.each(measured.costs().processorMicros()),
        measured.each(measured.jvmMicros()));
  }
}
