package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three worker processes; one of them is killed again and again, the backends of the server are
 * terminated, and the server itself is killed twice: every plan is completed, every effect happens
 * once, every log tells it in order.
 *
 * <p>The effects are counted on another server, which nobody kills.
 */
class CrashRunTest {

  private static final int WORKERS = 3;
  private static final int STEPS = 10;
  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int PLANS = FULL ? 2000 : 90;
  private static final long TOTAL = (long) PLANS * STEPS;
  private static final int STEPS_A_KILL = FULL ? 300 : 150;

  @TempDir Path logs;

  @Test
  void killedWorkersBackendsAndServer_loseNothingAndDoNothingTwice() throws Exception {
    long seed = FULL ? System.nanoTime() : 20260413;
    System.out.println("seed " + seed);
    try (PostgresServer outside = PostgresServer.start("fsync=off");
        PostgresServer server = PostgresServer.start("max_connections=200")) {
      String outsideUrl = "jdbc:" + outside.url().replace("postgres@", "") + "?user=postgres";
      Effects effects = new Effects(outsideUrl);
      effects.create();
      List<ExecutionId> executions = start(server.url(), new Random(seed));
      int kills = 0;
      long repeats;
      try (Workers workers = new Workers(List.of(server.url(), outsideUrl), logs, seed)) {
        for (int i = 0; i < WORKERS; i++) {
          workers.start();
        }
        for (long done = STEPS_A_KILL; done < TOTAL; done += STEPS_A_KILL) {
          await(effects, done);
          workers.killOne();
          workers.start();
          workers.awaitReady();
          kills++;
          disturb(server, kills);
        }
        await(effects, TOTAL);
        awaitEnd(server.url(), executions);
        repeats = workers.repeatsAllowed();
      }
      assertThat(kills).isGreaterThanOrEqualTo(FULL ? 30 : 5);
      assertOnce(effects, repeats + 3L * WORKERS * WorkerProcess.CONCURRENCY);
      effects.close();
      try (Mplp mplp = observer(server.url())) {
        Aftermath aftermath = new Aftermath(mplp);
        executions.forEach(aftermath::check);
      }
    }
  }

  /** Between the kills of workers: the backends once, the server twice. */
  private static void disturb(PostgresServer server, int kills) {
    if (kills == 2) {
      server.execute(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
           where pid <> pg_backend_pid() and backend_type = 'client backend'""");
    } else if (kills == 3 || kills == 5) {
      server.kill();
      server.restart();
    }
  }

  private static void await(Effects effects, long goal) {
    Waiting.until(
        goal + " steps had their effect",
        () -> effects.number("select n from effect_total") >= goal);
  }

  private static void assertOnce(Effects effects, long repeats) throws Exception {
    assertThat(effects.number("select count(*) from effect")).isEqualTo(TOTAL);
    assertThat(effects.number("select n from effect_total")).isEqualTo(TOTAL);
    long calls = effects.number("select count(*) from effect_call");
    System.out.println(calls + " calls of handlers for " + TOTAL + " steps");
    assertThat(calls).isBetween(TOTAL, TOTAL + repeats);
  }

  private static Mplp observer(String url) {
    return MplpRuntime.builder().ownedStorage(MplpRuntime.open(url, Map.of())).build();
  }

  /** Plans of ten steps, each after up to two of those before it. */
  private static List<ExecutionId> start(String url, Random random) {
    List<ExecutionId> executions = new ArrayList<>();
    try (Mplp mplp = observer(url)) {
      Context context = mplp.contexts().open("Crash run", Root.of("test", "test"));
      for (int i = 0; i < PLANS; i++) {
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

  private static void awaitEnd(String url, List<ExecutionId> executions) {
    try (Mplp mplp = observer(url)) {
      for (ExecutionId id : executions) {
        Waiting.until(
            id + " ended", () -> mplp.plans().execution(id).snapshot().state().isTerminal());
      }
      mplp.close(Duration.ofSeconds(1));
    }
  }
}
