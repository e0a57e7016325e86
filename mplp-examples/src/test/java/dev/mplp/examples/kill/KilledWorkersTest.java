package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two worker processes on one PostgreSQL, one of them killed again and again without warning and
 * replaced, or stopped as it stands and let go later: every plan is completed, every effect
 * recorded once, every trace complete.
 */
class KilledWorkersTest {

  private static final long STEPS = 10;
  private static final boolean FULL = Boolean.getBoolean("mplp.full");

  private static KillServer server;

  private KillServer.Database database;

  @TempDir Path logs;

  @BeforeAll
  static void startServer() {
    server = new KillServer();
  }

  @BeforeEach
  void createDatabase() {
    database = server.create();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void every_plan_completes_and_every_effect_is_recorded_once() throws Exception {
    int plans = FULL ? 600 : 100;
    long seed = FULL ? System.nanoTime() : 20260411;
    System.out.println("seed " + seed);
    Effects effects = new Effects(database.jdbcUrl());
    effects.create();
    List<ExecutionId> executions = start(plans, seed);
    int kills = 0;
    long repeats;
    try (Workers workers = new Workers(database.arguments(), logs, seed)) {
      workers.start();
      workers.start();
      for (int done = 100; done < plans * STEPS; done += 100) {
        long goal = done;
        Waiting.until(
            done + " steps had their effect",
            () -> effects.number("select n from effect_total") >= goal);
        workers.killOne();
        workers.start();
        kills++;
      }
      awaitEnd(executions);
      repeats = workers.repeatsAllowed();
    }
    long calls = effects.number("select count(*) from effect_call");
    System.out.println(
        kills
            + " workers killed; "
            + calls
            + " calls of handlers for "
            + plans * STEPS
            + " steps, at most "
            + repeats
            + " more may be");
    assertThat(kills).isEqualTo(plans * STEPS / 100 - 1);
    assertOnce(effects, executions, repeats);
  }

  @Test
  void a_worker_that_stood_still_too_long_writes_nothing_late() throws Exception {
    Effects effects = new Effects(database.jdbcUrl());
    effects.create();
    List<ExecutionId> executions = start(40, 20260412);
    long repeats;
    try (Workers workers = new Workers(database.arguments(), logs, 20260412)) {
      workers.start();
      workers.start();
      Waiting.until("it began", () -> effects.number("select n from effect_total") >= 50);
      Workers.Frozen frozen = workers.freezeOne();
      awaitEnd(executions);
      frozen.thaw();
      repeats = workers.repeatsAllowed();
    }
    assertOnce(effects, executions, repeats);
  }

  private void assertOnce(Effects effects, List<ExecutionId> executions, long repeats)
      throws SQLException {
    long steps = executions.size() * STEPS;
    assertThat(effects.number("select count(*) from effect")).isEqualTo(steps);
    assertThat(effects.number("select n from effect_total")).isEqualTo(steps);
    assertThat(effects.number("select count(*) from effect_call"))
        .isBetween(steps, steps + repeats);
    effects.close();
    try (Mplp mplp = database.observer()) {
      Aftermath aftermath = new Aftermath(mplp);
      executions.forEach(aftermath::check);
    }
  }

  /** Plans of ten steps, each after up to two of those before it, started before any worker is. */
  private List<ExecutionId> start(int plans, long seed) {
    Random random = new Random(seed);
    List<ExecutionId> executions = new ArrayList<>();
    try (Mplp mplp = database.observer()) {
      Context context = mplp.contexts().open("Killed workers", Root.of("test", "test"));
      for (int i = 0; i < plans; i++) {
        PlanBuilder plan = Plan.builder(context.contextId(), "Plan " + i, "Survives");
        for (int step = 0; step < STEPS; step++) {
          int at = step;
          plan.step(
              "step " + step,
              draft -> {
                draft.role("worker");
                for (int j = 0; at > 0 && j < random.nextInt(3); j++) {
                  draft.after("step " + random.nextInt(at));
                }
              });
        }
        Plan created = mplp.plans().create(plan.build());
        executions.add(mplp.plans().execute(created.planId()).executionId());
      }
    }
    return executions;
  }

  private void awaitEnd(List<ExecutionId> executions) {
    try (Mplp mplp = database.observer()) {
      for (ExecutionId id : executions) {
        Waiting.until(
            id + " ended", () -> mplp.plans().execution(id).snapshot().state().isTerminal());
        assertThat(mplp.plans().execution(id).snapshot().state())
            .isEqualTo(ExecutionState.COMPLETED);
      }
      mplp.close(Duration.ofSeconds(1));
    }
  }
}
