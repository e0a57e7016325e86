package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the steps of a worker lie idle that was killed, or stopped as it stands: from the signal
 * to the moment when another worker begins the step anew, by the clock of the server and as the log
 * tells it. Two lease times at most.
 */
class TakeoverTimeTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int KILLS = FULL ? 12 : 2;
  private static final int STOPS = FULL ? 10 : 1;
  private static final int STEPS = FULL ? 12_000 : 1_500;
  private static final long LEASE_MILLIS = WorkerProcess.LEASE.toMillis();
  private static final long HANDLER_MILLIS = 150;

  private static final String NOW = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";

  private static final String LOST_SINCE =
      """
      from mplp.log l
      left join lateral (
        select s.at from mplp.log s
         where s.step_id = l.step_id and s.run_id = l.run_id and s.type = 'step.started'
           and s.attempt = l.attempt + 1) s on true
      where l.type = 'step.lost' and l.at >= to_timestamp(%d / 1000.0)""";

  @TempDir Path logs;

  private Effects effects;
  private String jdbcUrl;

  @Test
  void stepsOfADeadWorker_areBegunAnew_withinTwoLeases() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      jdbcUrl = "jdbc:" + server.url().replace("postgres@", "") + "?user=postgres";
      effects = new Effects(jdbcUrl);
      effects.create();
      start(server.url());
      List<String> arguments = List.of(server.url(), jdbcUrl, Long.toString(HANDLER_MILLIS));
      try (Workers workers = new Workers(arguments, logs, 20260413)) {
        workers.start();
        workers.start();
        workers.awaitReady();
        report("killed", kills(workers));
        report("stopped", stops(workers));
      }
      effects.close();
    }
  }

  private List<Long> kills(Workers workers) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      awaitEffects();
      long at = effects.number(NOW);
      workers.killOne();
      workers.start();
      times.addAll(takenOver(at));
      workers.awaitReady();
    }
    return times;
  }

  private List<Long> stops(Workers workers) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < STOPS; i++) {
      awaitEffects();
      long at = effects.number(NOW);
      Workers.Frozen frozen = workers.freezeOne();
      times.addAll(takenOver(at));
      frozen.thaw();
    }
    return times;
  }

  /** So that each worker has steps in its hands. */
  private void awaitEffects() throws SQLException {
    long goal = effects.number("select n from effect_total") + 3L * WorkerProcess.CONCURRENCY;
    Waiting.until("work goes on", () -> effects.number("select n from effect_total") >= goal);
  }

  /** Milliseconds from then on until each of the lost steps was begun anew. */
  private List<Long> takenOver(long at) throws SQLException {
    String lost = LOST_SINCE.formatted(at);
    Waiting.until(
        "steps are taken over",
        () ->
            effects.number("select count(*) " + lost) > 0
                && effects.number("select count(*) " + lost + " and s.at is null") == 0);
    List<Long> times = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement query =
            connection.prepareStatement(
                "select (extract(epoch from s.at) * 1000)::bigint - ? " + lost)) {
      query.setLong(1, at);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          times.add(rows.getLong(1));
        }
      }
    }
    assertThat(times).isNotEmpty().allMatch(time -> time <= 2 * LEASE_MILLIS);
    return times;
  }

  private static void report(String what, List<Long> times) {
    Collections.sort(times);
    System.out.printf(
        "%s: %d steps taken over after %.2f leases at least, %.2f in the middle, %.2f at most"
            + " (a lease is %d ms)%n",
        what, times.size(), leases(times, 0), leases(times, 0.5), leases(times, 1), LEASE_MILLIS);
  }

  private static double leases(List<Long> sorted, double share) {
    return sorted.get((int) (share * (sorted.size() - 1))) / (double) LEASE_MILLIS;
  }

  /** One plan whose steps wait for nothing. */
  private static void start(String url) {
    try (Mplp mplp = MplpRuntime.builder().ownedStorage(MplpRuntime.open(url, Map.of())).build()) {
      Context context = mplp.contexts().open("Takeover", Root.of("test", "test"));
      PlanBuilder plan = Plan.builder(context.contextId(), "Much to do", "Is measured");
      for (int step = 0; step < STEPS; step++) {
        plan.step("step " + step, draft -> draft.role("worker"));
      }
      mplp.plans().execute(mplp.plans().create(plan.build()).planId());
    }
  }
}
