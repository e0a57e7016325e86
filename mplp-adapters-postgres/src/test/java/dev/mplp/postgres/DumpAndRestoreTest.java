package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.LogRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is dumped in the middle of a step goes on in a fresh cluster. */
class DumpAndRestoreTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private static MplpRuntime.Builder runtime(PostgresStorage storage) {
    return MplpRuntime.builder()
        .storage(storage)
        .lease(Duration.ofMillis(500))
        .poll(Duration.ofMillis(20));
  }

  @Test
  void dumpInTheMiddleOfAStep_restoredIntoAFreshCluster_goesOn() throws Exception {
    Queue<String> done = new ConcurrentLinkedQueue<>();
    CountDownLatch inThird = new CountDownLatch(1);
    CountDownLatch dumped = new CountDownLatch(1);
    Path dump = directory.resolve("dump.sql");
    Execution execution;
    long head;
    try (PostgresServer old = PostgresServer.start("fsync=off");
        PostgresStorage storage = PostgresStorage.connect(old.url());
        Connection late = old.connect()) {
      useTransactionIds(old);
      try (Mplp mplp = runtime(storage).build()) {
        mplp.handlers()
            .registerDefault(
                call -> {
                  if (call.description().equals("third")) {
                    inThird.countDown();
                    dumped.await();
                  }
                  return StepResult.completed();
                });
        leaveGapOpen(late);
        Context context = mplp.contexts().open("Moving", Root.of("house", "old"));
        execution = mplp.plans().execute(mplp.plans().create(plan(context)).planId());
        assertThat(inThird.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        sequenceAll(storage);
        head = storage.log().head();
        run("pg_dump", old, "-f", dump.toString());
        dumped.countDown();
      }
    }
    try (PostgresServer fresh = PostgresServer.start("fsync=off")) {
      run("psql", fresh, "-q", "-v", "ON_ERROR_STOP=1", "-f", dump.toString());
      assertThat(gapHorizon(fresh)).as("an id of the future").isGreaterThan(transactionId(fresh));
      try (PostgresStorage storage = PostgresStorage.connect(fresh.url());
          Mplp mplp = runtime(storage).build()) {
        assertThat(storage.log().head()).isEqualTo(head);
        mplp.handlers()
            .registerDefault(
                call -> {
                  done.add(call.description());
                  return StepResult.completed();
                });
        assertThat(
                mplp.plans().execution(execution.executionId()).await(PATIENCE).execution().state())
            .isEqualTo(ExecutionState.COMPLETED);
        assertThat(done).containsExactly("third", "fourth");
        sequenceAll(storage);
        check(storage, head);
        awaitNoGap(storage, fresh);
      }
    }
  }

  private static Plan plan(Context context) {
    return Plan.builder(context.contextId(), "Move", "Everything is there")
        .step("first", "mover")
        .step("second", step -> step.role("mover").after("first"))
        .step("third", step -> step.role("mover").after("second"))
        .step("fourth", step -> step.role("mover").after("third"))
        .build();
  }

  /** So that the old cluster is far ahead of a fresh one. */
  private static void useTransactionIds(PostgresServer server) {
    server.execute(
        """
        do $$ begin
          for i in 1..20000 loop perform pg_current_xact_id(); commit; end loop;
        end $$""");
  }

  /** A writer that never commits: its number is a gap, and its transaction keeps it one. */
  private static void leaveGapOpen(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    new Query(
            """
            insert into mplp.log (at, attempt, tenant, type, body)
            values (now(), 0, 'default', 'never', '')""")
        .update(connection);
  }

  private static void sequenceAll(PostgresStorage storage) {
    for (int quiet = 0; quiet < 3; ) {
      quiet = storage.log().sequence(100) == 0 ? quiet + 1 : 0;
    }
  }

  private void run(String program, PostgresServer server, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PostgresServer.binary(program)));
    command.addAll(List.of("-d", server.url()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static long gapHorizon(PostgresServer server) throws Exception {
    return number(server, "select coalesce(max(h), 0) from mplp.sequencer, unnest(gap_horizon) h");
  }

  private static long transactionId(PostgresServer server) throws Exception {
    return number(server, "select pg_current_xact_id()::text::bigint");
  }

  private static long number(PostgresServer server, String select) throws Exception {
    try (Connection connection = server.connect()) {
      return new Query(select).first(connection, Row::big).orElseThrow();
    }
  }

  private static void check(PostgresStorage storage, long headBefore) {
    List<String> lost = new ArrayList<>();
    long after = 0;
    List<LogRecord> page = storage.log().read("default", null, after, 100);
    while (!page.isEmpty()) {
      for (LogRecord one : page) {
        assertThat(one.position()).isEqualTo(++after);
        if (one.entry().type().equals("step.lost")) {
          lost.add(one.entry().type());
        }
      }
      page = storage.log().read("default", null, after, 100);
    }
    assertThat(after).isGreaterThan(headBefore).isEqualTo(storage.log().head());
    assertThat(lost).as("the attempt of the old cluster").hasSize(1);
  }

  private static void awaitNoGap(PostgresStorage storage, PostgresServer server) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (gapHorizon(server) != 0) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      storage.log().sequence(10);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
