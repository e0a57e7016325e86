package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionResult;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.postgres.testing.SmallDisk;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.StepState;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * The server is there and cannot write, for want of space, of connections, or of its role: told as
 * an error that can pass, and the plan that was under way goes on when it is over. Nothing of it is
 * lost or done twice.
 */
class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int STEPS = 300;

  @Test
  void fullDisk_isToldAs53100_readsGoOn_andThePlanGoesOnWhenThereIsSpace() throws Exception {
    try (SmallDisk disk = SmallDisk.create();
        PostgresServer server =
            PostgresServer.start(
                disk, "fsync=off", "max_wal_size=32MB", "min_wal_size=32MB", "shared_buffers=8MB");
        PostgresStorage storage = PostgresStorage.connect(server.url());
        Mplp mplp = runtime(storage)) {
      Execution execution = start(mplp);
      await("work goes on", () -> completed(storage, execution) > STEPS / 10);
      disk.fill();
      String told = untilItFails(storage);
      int before = completed(storage, execution);
      disk.free();

      assertThat(told).contains("53100");
      assertThat(before).as("it was under way").isLessThan(STEPS);
      checkEnd(storage, mplp, execution);
    }
  }

  @Test
  void noConnectionLeft_isToldAs53300_andThePlanGoesOnWhenOneIs() throws Exception {
    try (PostgresServer server = PostgresServer.start("fsync=off", "max_connections=12");
        PostgresStorage storage = PostgresStorage.connect(server.url() + "?application_name=ours");
        Mplp mplp = runtime(storage)) {
      Execution execution = start(mplp);
      await("work goes on", () -> completed(storage, execution) > STEPS / 10);
      Deque<Connection> others = new ArrayDeque<>();
      others.push(server.connect());
      takeAllConnections(server, others);
      String told = untilItFails(storage);
      for (Connection other : others) {
        other.close();
      }

      assertThat(told).contains("53300");
      checkEnd(storage, mplp, execution);
    }
  }

  /** Ends ours, and takes their places, until none of ours is left. */
  private static void takeAllConnections(PostgresServer server, Deque<Connection> others)
      throws SQLException {
    Connection first = others.getFirst();
    Query ours = new Query("select count(*) from pg_stat_activity where application_name = 'ours'");
    do {
      new Query(
              """
              select pg_terminate_backend(pid) from pg_stat_activity
               where application_name = 'ours'""")
          .list(first, row -> row);
      try {
        while (true) {
          others.push(server.connect());
        }
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("53300");
      }
    } while (ours.first(first, Row::big).orElseThrow() > 0);
  }

  @Test
  void standby_isReadFrom_tellsWritesAs25006_andThePlanGoesOnWhenItIsPromoted() throws Exception {
    try (PostgresServer primary = PostgresServer.start("fsync=off");
        PostgresServer standby = PostgresServer.standbyOf(primary);
        PostgresStorage first = PostgresStorage.connect(primary.url());
        Mplp idle = MplpRuntime.builder().storage(first).build()) {
      Execution execution = start(idle);
      first.commit(document("known", 10));
      try (PostgresStorage storage =
              PostgresStorage.builder(standby.url() + "?targetServerType=any")
                  .migrate(false)
                  .open();
          Mplp mplp = runtime(storage)) {
        await("it arrived", () -> storage.get(new DocumentKey("acme", "k", "known")).isPresent());
        assertThat(untilItFails(storage)).contains("25006");
        assertThat(completed(storage, execution)).isZero();
        primary.kill();
        standby.promote();
        checkEnd(storage, mplp, execution);
      }
    }
  }

  private static Mplp runtime(PostgresStorage storage) {
    Mplp mplp =
        MplpRuntime.builder()
            .storage(storage)
            .concurrency(4)
            .lease(Duration.ofSeconds(60))
            .poll(Duration.ofMillis(200))
            .build();
    mplp.handlers()
        .register(
            "r",
            call -> {
              LockSupport.parkNanos(5_000_000);
              return StepResult.completed(JsonObject.of("text", "x".repeat(3_000)));
            });
    return mplp;
  }

  private static Execution start(Mplp mplp) {
    Context context = mplp.contexts().open("Outage", Root.of("lab", "test"));
    PlanBuilder plan = Plan.builder(context.contextId(), "Much to do", "Survives");
    for (int i = 0; i < STEPS; i++) {
      plan.step("step " + i, step -> step.role("r"));
    }
    return mplp.plans().execute(mplp.plans().create(plan.build()).planId());
  }

  private static ChangeSet document(String id, int size) {
    return ChangeSet.builder("acme")
        .add(new Change.PutDocument("k", id, 0, random(size), Map.of()))
        .build();
  }

  /** Which no compression makes smaller. */
  private static byte[] random(int size) {
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append(UUID.randomUUID());
    }
    return text.substring(0, size).getBytes(UTF_8);
  }

  /** Writes until that fails; what is told then. */
  private static String untilItFails(PostgresStorage storage) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      assertThat(System.nanoTime()).as("it fails in time").isLessThan(end);
      try {
        storage.commit(document(UUID.randomUUID().toString(), 20_000));
      } catch (StorageException e) {
        assertThat(e.retryable()).as(e.getMessage()).isTrue();
        return String.valueOf(e.getMessage());
      }
    }
  }

  private static int completed(PostgresStorage storage, Execution execution) {
    return storage
        .work()
        .tally("default", execution.executionId().uuid())
        .getOrDefault(StepState.COMPLETED, 0);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** All is done, and the log has one end of each step and no gap. */
  private static void checkEnd(PostgresStorage storage, Mplp mplp, Execution execution)
      throws InterruptedException {
    ExecutionResult result = mplp.plans().execution(execution.executionId()).await(PATIENCE);
    assertThat(result.isCompleted()).as(result.toString()).isTrue();
    await(
        "all have their position",
        () -> {
          storage.log().sequence(1000);
          return storage.log().lag() == 0;
        });
    List<UUID> ended = new ArrayList<>();
    long after = 0;
    List<LogRecord> page = storage.log().read("default", null, after, 500);
    while (!page.isEmpty()) {
      for (LogRecord one : page) {
        assertThat(one.position()).isEqualTo(++after);
        if (one.entry().type().equals("step.completed")) {
          ended.add(one.entry().stepId());
        }
      }
      page = storage.log().read("default", null, after, 500);
    }
    assertThat(ended).hasSize(STEPS).doesNotHaveDuplicates();
  }
}
