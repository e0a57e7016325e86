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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Approvals on a private PostgreSQL with fsync on; prints tables.
 *
 * <ul>
 *   <li>2,000 steps wait; 1 person, then 8 at once, look at each and approve it, while what is
 *       approved is done. The reference is {@code pgbench}, which inserts one row with 16 clients
 *       right after.
 *   <li>An inbox: a page of 50 and the count, median of 200, with 1,000 entries that wait for the
 *       role, and after a million more, with as many of other roles between them.
 * </ul>
 */
public final class ApprovalBenchmark {

  private static final int APPROVALS = 2_000;
  private static final int ENTRIES = 1_000_000;
  private static final int FEW = 1_000;
  private static final int PAGES = 200;
  private static final String INBOX = "inbox";

  private final PostgresServer server;
  private final Mplp mplp;
  private final Context context;

  private ApprovalBenchmark(PostgresServer server, Mplp mplp) {
    this.server = server;
    this.mplp = mplp;
    this.context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
    mplp.handlers().register("cashier", call -> StepResult.completed());
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    try (PostgresServer server = PostgresServer.start("fsync=on", "shared_buffers=1GB")) {
      Pgbench.prepare(server);
      try (Mplp mplp = runtime(server, "approvals")) {
        new ApprovalBenchmark(server, mplp).approvals();
      }
      try (Mplp mplp = runtime(server, INBOX)) {
        new ApprovalBenchmark(server, mplp).inbox();
      }
    }
  }

  private static Mplp runtime(PostgresServer server, String schema) {
    server.execute("create schema " + schema);
    return MplpRuntime.builder()
        .ownedStorage(PostgresStorage.builder(server.url()).schema(schema).open())
        .build();
  }

  private void approvals() throws Exception {
    print("| people | approvals/s | one-row inserts/s | share |\n|---|---|---|---|");
    approve(1); // warms up
    for (int people : new int[] {1, 8}) {
      double rate = approve(people);
      double inserts = Pgbench.insertsPerSecond(server);
      print("| %d | %,.0f | %,.0f | %.1f %% |", people, rate, inserts, 100 * rate / inserts);
    }
  }

  private void inbox() {
    ask(FEW);
    print("%n| entries | page of 50 | count |%n|---|---|---|");
    row("1,000", null);
    ApprovalCopies.insert(server, INBOX, ENTRIES / FEW);
    row("1,001,000, first page", null);
    row("1,001,000, page in the middle", middle());
  }

  private void row(String name, @Nullable Cursor after) {
    Mplp boss = boss(0);
    double page =
        median(
            () -> {
              if (boss.confirms().inbox(after, 50).items().size() != 50) {
                throw new IllegalStateException("no full page");
              }
            });
    double count = median(() -> boss.confirms().inboxCount());
    print("| %s | %.2f ms | %.2f ms |", name, page, count);
  }

  private @Nullable Cursor middle() {
    @Nullable Cursor after = null;
    for (int page = 0; page < ENTRIES / 2 / 100; page++) {
      after = boss(0).confirms().inbox(after, 100).next();
    }
    return after;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static double median(Runnable look) {
    long[] nanos = new long[PAGES];
    for (int i = 0; i < PAGES; i++) {
      long begin = System.nanoTime();
      look.run();
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[PAGES / 2] / 1e6;
  }

  private Mplp boss(int number) {
    return mplp.as(Principal.of("boss" + number, "boss"));
  }

  /** Steps that wait for a boss. */
  private void ask(int count) {
    PlanBuilder builder = Plan.builder(context.contextId(), "benchmark", "to be approved");
    for (int i = 0; i < count; i++) {
      builder.step("step " + i, step -> step.role("cashier"));
    }
    Plan plan = mplp.plans().create(builder.build());
    Gates gates = Gates.NONE.beforeRole("cashier", ApprovalRequest.of(Approver.role("boss")));
    mplp.plans().execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
    while (boss(0).confirms().inboxCount().waiting() < Math.min(count, 1000)) {
      LockSupport.parkNanos(50_000_000);
    }
  }

  private List<ApprovalSummary> waiting(int count) {
    List<ApprovalSummary> waiting = new ArrayList<>();
    while (waiting.size() < count) {
      waiting.clear();
      @Nullable Cursor after = null;
      do {
        Page<ApprovalSummary> page = boss(0).confirms().inbox(after, 100);
        waiting.addAll(page.items());
        after = page.next();
      } while (after != null);
    }
    return waiting;
  }

  /** Approvals in a second. */
  private double approve(int people) throws Exception {
    ask(APPROVALS);
    List<ApprovalSummary> waiting = waiting(APPROVALS);
    long begin = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(people);
    List<Future<?>> work = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      int number = person;
      work.add(
          threads.submit(
              () -> {
                Mplp boss = boss(number);
                for (int i = number; i < APPROVALS; i += people) {
                  var id = waiting.get(i).confirmId();
                  boss.confirms().approve(id, boss.confirms().get(id).digest(), null);
                }
              }));
    }
    for (Future<?> one : work) {
      one.get();
    }
    threads.shutdown();
    return APPROVALS * 1e9 / (System.nanoTime() - begin);
  }
}
