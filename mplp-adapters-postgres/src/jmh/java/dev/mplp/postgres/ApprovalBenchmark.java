package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.postgres.testing.ApprovalCopies;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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
 * Approvals on PostgreSQL. {@code approvals}: 2,000 steps wait, eight people look at each and
 * approve it, while what is approved is done. {@code inbox}: a page of 50 out of one million
 * entries that wait for the same role, at the beginning and after half of them, median of 200.
 *
 * <p>The PostgreSQL is private, and fsync is off: it is the work that is measured, not the disk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ApprovalBenchmark {

  private static final int APPROVALS = 2_000;
  private static final int PEOPLE = 8;
  private static final int ENTRIES = 1_000_000;
  private static final int PAGES = 200;
  private static final String SCHEMA = "approvals";

  private PostgresServer server;
  private Mplp mplp;
  private Context context;

  /** What was measured. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Figures {
    /** Approvals in a second. */
    public long approvalsPerSecond;

    /** Of a page at the beginning. */
    public long firstNanos;

    /** Of a page in the middle. */
    public long middleNanos;
  }

  /** Starts the runtime. */
  @Setup(Level.Trial)
  public void start() {
    server = PostgresServer.start("fsync=off", "synchronous_commit=off");
    server.execute("create schema " + SCHEMA);
    mplp =
        MplpRuntime.builder()
            .ownedStorage(PostgresStorage.builder(server.url()).schema(SCHEMA).open())
            .build();
    context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
  }

  /** Stops everything. */
  @TearDown(Level.Trial)
  public void stop() {
    mplp.close(Duration.ofSeconds(10));
    server.close();
  }

  private void ask(int count) {
    PlanBuilder builder = Plan.builder(context.contextId(), "benchmark", "to be approved");
    for (int i = 0; i < count; i++) {
      builder.step("step " + i, step -> step.role("cashier"));
    }
    Plan plan = mplp.plans().create(builder.build());
    Gates gates = Gates.NONE.beforeRole("cashier", ApprovalRequest.of(Approver.role("boss")));
    mplp.handlers().register("cashier", call -> StepResult.completed());
    mplp.plans().execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
    while (boss(0).confirms().inboxCount().waiting() < Math.min(count, 1000)) {
      LockSupport.parkNanos(50_000_000);
    }
  }

  private Mplp boss(int number) {
    return mplp.as(Principal.of("boss" + number, "boss"));
  }

  /** Approves what waits. */
  @Benchmark
  public void approvals(Figures figures) throws Exception {
    ask(APPROVALS);
    List<ApprovalSummary> waiting = new ArrayList<>();
    while (waiting.size() < APPROVALS) {
      waiting.clear();
      @Nullable Cursor after = null;
      do {
        Page<ApprovalSummary> page = boss(0).confirms().inbox(after, 100);
        waiting.addAll(page.items());
        after = page.next();
      } while (after != null);
    }
    long begin = System.nanoTime();
    ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    List<Future<?>> work = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      int number = person;
      work.add(
          people.submit(
              () -> {
                Mplp boss = boss(number);
                for (int i = number; i < APPROVALS; i += PEOPLE) {
                  var id = waiting.get(i).confirmId();
                  boss.confirms().approve(id, boss.confirms().get(id).digest(), null);
                }
              }));
    }
    for (Future<?> one : work) {
      one.get();
    }
    figures.approvalsPerSecond =
        APPROVALS * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin);
    people.shutdown();
  }

  /** Reads pages among a million. */
  @Benchmark
  public void inbox(Figures figures) {
    ask(1);
    ApprovalCopies.insert(server, SCHEMA, ENTRIES);
    Mplp boss = boss(0);
    figures.firstNanos = median(null);
    @Nullable Cursor after = null;
    for (int page = 0; page < ENTRIES / 2 / 100; page++) {
      after = boss.confirms().inbox(after, 100).next();
    }
    figures.middleNanos = median(after);
  }

  private long median(@Nullable Cursor after) {
    long[] nanos = new long[PAGES];
    for (int i = 0; i < PAGES; i++) {
      long begin = System.nanoTime();
      if (boss(0).confirms().inbox(after, 50).items().size() != 50) {
        throw new IllegalStateException("no full page");
      }
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[PAGES / 2];
  }
}
