package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Settlement.OnFailure;
import dev.mplp.spi.SkipReason;
import dev.mplp.spi.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the planner makes of the statements on tables with 50,000 executions, a million with {@code
 * --full}: it goes by an index everywhere. The server itself reports the plan of each statement
 * that runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansTest {

  private static final String TENANT = "acme";
  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int EXECUTIONS = FULL ? 1_000_000 : 50_000;
  private static final int LAST_STEP = FULL ? 1 : 3;

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();
  private final List<String> plans = new ArrayList<>();
  private PostgresStorage storage;
  private UUID worker;

  @BeforeAll
  void fill() {
    storage =
        configure(PostgresStorage.builder(Explained.connections(server, plans)))
            .schema(schema)
            .notifications(false)
            .open();
    server.execute(
        """
        set search_path = %1$s;
        insert into execution (tenant, id, context_id, run_id, parallelism, phase)
          select 'acme', gen_random_uuid(), 'c' || n, gen_random_uuid(), 0, 3
            from generate_series(1, %2$d) n;
        insert into step_run (execution, idx, state, attempt, step_id, run_id, tenant, role, payload)
          select e, i, 6, 1, gen_random_uuid(), gen_random_uuid(), 'acme', 'r', 'x'
            from generate_series(1, %2$d) e, generate_series(-1, %3$d) i;
        insert into step_edge select e, 1, 0 from generate_series(1, 20000) e;
        insert into log (at, attempt, run_id, tenant, type, context_id, body)
          select now(), 1, gen_random_uuid(), 'acme', 't', 'c' || n, 'x'
            from generate_series(1, %2$d) n;
        insert into position select seq, seq, at, tenant, context_id from log;
        update sequencer set last_position = %2$d, last_at = now(), scanned_to = %2$d;
        insert into change select gen_random_uuid(), now() from generate_series(1, %2$d);
        insert into step_limit (tenant, role, most)
          select 't' || t, 'r' || r, 1 from generate_series(1, 200) t, generate_series(1, 500) r;
        insert into step_limit (tenant, role, most)
          select 'acme', 'other' || r, 1 from generate_series(1, 490) r;
        insert into step_place (limit_id, place, tenant) select id, 1, tenant from step_limit;
        insert into document (tenant, kind, id, version, index_values, body)
          select 'acme', 'plan', n::text, 1, array['status', 's' || n %% 5], 'x'
            from generate_series(1, %2$d) n;
        insert into document_index
          select tenant, kind, 'status', index_values[2], ord from document;
        insert into document_index
          select tenant, kind, 'subject', 'u' || ord %% 100, ord from document;
        insert into item select 'acme', 'plan', n::text, i, 1, 'x'
          from generate_series(1, 20000) n, generate_series(0, 2) i;
        insert into timer (tenant, kind, id, due, body)
          select 'acme', 'k', n::text, now() + interval '1 day', 'x'
            from generate_series(1, 20000) n;
        insert into worker (id, name, lease_until)
          select gen_random_uuid(), 'w', now() + interval '1 day' from generate_series(1, 2000);
        analyze execution, step_run, step_edge, log, position, change, document, document_index,
                item, timer, worker, step_limit, step_place;
        """
            .formatted(schema, EXECUTIONS, LAST_STEP));
    worker = storage.work().register("plans", Duration.ofMinutes(10));
  }

  /** Further options of the storage. */
  PostgresStorageBuilder configure(PostgresStorageBuilder builder) {
    return builder;
  }

  @AfterAll
  void drop() {
    storage.close();
    server.execute("drop schema " + schema + " cascade");
    PostgresFixture.dropRoles(server, schema);
  }

  @Test
  void everyStatement_goesByAnIndex() {
    plans.clear();
    documents();
    work();
    growthRevisionUndoing();
    lostClaims();
    while (storage.log().sequence(500) > 0) {
      assertThat(storage.log().head()).isPositive();
    }
    logTimersLeases();
    changeIds();
    limits();
    work();

    assertThat(plans).as("the server reports plans").hasSizeGreaterThan(60);
    assertThat(plans.stream().filter(Explained::scansATable)).isEmpty();
    assertThat(plans.stream().filter(Explained::looksAtMany)).isEmpty();
  }

  /** What is claimed or settled costs the same however many steps are open. */
  @Test
  void step_ofAWideExecution_costsNoMore() {
    int width = 1500;
    List<Change.NewStep> steps = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      steps.add(step(i));
    }
    for (int i = 0; i < width; i++) {
      steps.add(step(width + i, i));
    }
    UUID execution = UUID.randomUUID();
    commit(new Change.StartExecution(execution, "c", UUID.randomUUID(), 0, Phase.OPEN, steps));
    List<Claim> claims = new ArrayList<>();
    while (claims.size() < width) {
      claims.addAll(claim(500));
    }

    plans.clear();
    claims.subList(0, 20).forEach(claim -> settle(claim, new Settlement.Completed()));
    settle(claims.get(20), new Settlement.Failed(OnFailure.SKIP_DEPENDENTS));
    claim(5).forEach(claim -> settle(claim, new Settlement.Retry(Duration.ZERO)));
    claim(5);
    List<String> seen = List.copyOf(plans);
    commit(control(execution, Phase.CLOSED));
    storage.log().sequence(10_000);
    storage.work().deregister(worker);
    worker = storage.work().register("plans", Duration.ofMinutes(10));

    assertThat(seen).hasSizeGreaterThan(20);
    assertThat(seen.stream().filter(Explained::scansATable)).isEmpty();
    assertThat(seen.stream().filter(Explained::looksAtMany)).isEmpty();
  }

  private void documents() {
    DocumentKey key = new DocumentKey(TENANT, "plan", "100");
    for (int round = 0; round < 3; round++) {
      commit(
          new Change.PutDocument("plan", "new" + round, 0, body("a"), Map.of("status", "s1")),
          new Change.AppendItems("plan", "new" + round, 0, List.of(body("a"), body("b"))));
      commit(
          new Change.PutDocument("plan", "new" + round, 1, body("b"), Map.of("status", "s2")),
          new Change.CheckDocument("plan", "100", 1),
          new Change.CheckDocument("plan", "missing", 0),
          new Change.PutItem("plan", "new" + round, 1, 1, body("c")));
      commit(new Change.DeleteDocument("plan", "new" + round, 2));
      assertThat(storage.get(key)).isPresent();
      assertThat(storage.items(key, -1, 2)).hasSize(2);
      assertThat(list(Map.of())).hasSize(10);
      assertThat(list(Map.of("status", "s3"))).hasSize(10);
      assertThat(list(Map.of("status", "s3", "subject", "u8"))).hasSize(10);
      assertThat(storage.count(query(Map.of()), 100)).isEqualTo(100);
      assertThat(storage.count(query(Map.of("status", "s3")), 100)).isEqualTo(100);
      assertThat(storage.count(query(Map.of("status", "s3", "subject", "u8")), 10)).isEqualTo(10);
      assertThat(storage.tenants("", 10)).containsExactly(TENANT);
    }
  }

  private List<?> list(Map<String, String> where) {
    return storage.list(query(where));
  }

  private static DocumentQuery query(Map<String, String> where) {
    return new DocumentQuery(TENANT, "plan", where, 1000, 10);
  }

  private void work() {
    for (int round = 0; round < 3; round++) {
      UUID execution = UUID.randomUUID();
      commit(
          new Change.StartExecution(
              execution,
              "c",
              UUID.randomUUID(),
              2,
              Phase.OPEN,
              List.of(
                  step(0), step(1, 0), step(2, 0), step(3, 1, 2), step(4), step(5, 4), step(6))));
      settle(claim(2).get(0), new Settlement.Completed());
      settle(claim(1).get(0), new Settlement.Park(Duration.ZERO));
      settle(claim(1).get(0), new Settlement.Retry(Duration.ZERO));
      claim(2).forEach(claim -> settle(claim, new Settlement.Release()));
      commit(new Change.ContinueStep(execution, 1));
      settle(claim(1).get(0), new Settlement.Failed(OnFailure.SKIP_DEPENDENTS));
      commit(control(execution, Phase.HELD));
      commit(control(execution, Phase.OPEN));
      assertThat(storage.work().backlog()).isNotEmpty();
      assertThat(storage.work().extend(worker, Duration.ofMinutes(10)).alive()).isTrue();
      assertThat(storage.work().steps(TENANT, execution, -1, 3)).hasSize(3);
      assertThat(storage.work().step(TENANT, execution, 1)).isPresent();
      assertThat(storage.work().execution(TENANT, execution)).isPresent();
      assertThat(storage.work().tally(TENANT, execution)).isNotEmpty();
      assertThat(storage.work().reap(10)).isZero();
      storage.work().deregister(worker);
      worker = storage.work().register("plans", Duration.ofMinutes(10));
      commit(control(execution, Phase.STOPPING));
      commit(control(execution, Phase.CLOSED));
      commit(new Change.ReopenExecution(execution, UUID.randomUUID()));
      commit(control(execution, Phase.CLOSED));
      commit(new Change.RemoveExecution(execution));
    }
  }

  private void growthRevisionUndoing() {
    for (int round = 0; round < 3; round++) {
      UUID execution = UUID.randomUUID();
      Change.NewStep changed = step(1, 0);
      List<Change.NewStep> steps = List.of(step(0), changed, step(2));
      commit(new Change.StartExecution(execution, "c", UUID.randomUUID(), 1, Phase.OPEN, steps));
      commit(new Change.ReviseExecution(execution, 3, List.of(changed, step(3, 0)), List.of(2)));
      Claim growing = claim(1).get(0);
      commit(
          settled(growing, new Settlement.Completed()),
          new Change.ReviseExecution(execution, 4, List.of(step(4, growing.index())), List.of()));
      settle(claim(1).get(0), new Settlement.Failed(OnFailure.STOP));
      UUID undoing = UUID.randomUUID();
      commit(
          new Change.StartExecution(
              undoing, "c", UUID.randomUUID(), 0, Phase.OPEN, List.of(step(0)), execution));
      claim(2).forEach(claim -> settle(claim, new Settlement.Completed()));
      commit(control(execution, Phase.CLOSED));
      commit(control(undoing, Phase.CLOSED));
    }
  }

  /** What a worker had in its hands when its lease ended is given back. */
  private void lostClaims() {
    UUID execution = UUID.randomUUID();
    List<Change.NewStep> steps = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      steps.add(step(i));
    }
    commit(new Change.StartExecution(execution, "c", UUID.randomUUID(), 0, Phase.OPEN, steps));
    UUID gone = storage.work().register("gone", Duration.ofMinutes(10));
    assertThat(storage.work().claim(gone, Set.of("r"), 500)).hasSize(500);
    server.execute(
        "update %s.worker set lease_until = now() - interval '1 s' where id = '%s'"
            .formatted(schema, gone));
    int given = 0;
    for (int reaped = storage.work().reap(100); reaped > 0; reaped = storage.work().reap(100)) {
      given += reaped;
    }
    assertThat(given).isEqualTo(500);
    commit(control(execution, Phase.CLOSED));
  }

  private void changeIds() {
    Database database =
        new PooledDatabase(
            Explained.connections(server, plans), new Sql(schema, Sql.SERVER_CLOCK), true);
    server.execute(
        "insert into %s.change select gen_random_uuid(), now() - interval '2 h'".formatted(schema)
            + " from generate_series(1, 100)");
    int forgotten = new Housekeeping(database).forgetChangeIds();
    assertThat(forgotten).as("but for those that the storage itself forgot").isBetween(1, 100);
  }

  /** From here on claims go by limits: of this tenant there are many, and more of others. */
  private void limits() {
    for (int round = 0; round < 3; round++) {
      commit(
          new Change.LimitSteps("r", Change.LimitOf.RUNNING, 50 + round, Duration.ZERO),
          new Change.LimitSteps(null, Change.LimitOf.BEGUN, 50, Duration.ofSeconds(1)),
          new Change.LimitSteps("s", Change.LimitOf.RUNNING, 1, Duration.ZERO));
      commit(new Change.LimitSteps("s", Change.LimitOf.RUNNING, 0, Duration.ZERO));
    }
  }

  private static Change.NewStep step(int index, Integer... dependencies) {
    return new Change.NewStep(
        index, UUID.randomUUID(), "r", List.of(dependencies), StepState.WAITING, body("p"));
  }

  private static Change.ControlExecution control(UUID execution, Phase phase) {
    return new Change.ControlExecution(
        execution, List.of(Phase.values()), phase, SkipReason.UPSTREAM);
  }

  private List<Claim> claim(int max) {
    List<Claim> claims = storage.work().claim(worker, Set.of("r", "s"), max);
    assertThat(claims).isNotEmpty();
    return claims;
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private Change settled(Claim claim, Settlement settlement) {
    return new Change.SettleStep(
        claim.executionId(), claim.index(), claim.attempt(), worker, settlement, null);
  }

  private void settle(Claim claim, Settlement settlement) {
    commit(
        settled(claim, settlement),
        new Change.AppendLog(
            new LogEntry(
                "step.settled",
                "c",
                claim.executionId(),
                claim.runId(),
                claim.stepId(),
                claim.attempt(),
                body("x"))));
  }

  private void logTimersLeases() {
    for (int round = 0; round < 3; round++) {
      UUID run = UUID.randomUUID();
      commit(
          new Change.AppendLog(new LogEntry("t", "c7", null, run, null, 0, body("x"))),
          new Change.PutTimer("k", "t" + round, Instant.EPOCH, body("x")));
      assertThat(storage.log().lag()).isPositive();
      assertThat(storage.log().sequence(1000)).isPositive();
      assertThat(storage.log().read(TENANT, null, 25_000, 10)).hasSize(10);
      assertThat(storage.log().read(TENANT, "c7", 25_000, 10)).isNotEmpty();
      assertThat(storage.log().readRun(TENANT, run, 0, 10)).hasSize(1);
      assertThat(storage.log().head()).isPositive();
      assertThat(storage.timers().due(10, Duration.ofMinutes(1))).hasSize(1);
      assertThat(storage.timers().next()).isPresent();
      commit(new Change.RemoveTimer("k", "t" + round));
      commit(
          new Change.RedactRecord(
              30_000, new LogEntry("t", "c30000", null, null, null, 0, body("y"))));
      Instant old = storage.now().plus(Duration.ofDays(1));
      assertThat(storage.log().countBefore(TENANT, old, 20_000, 100)).isEqualTo(100);
      assertThat(storage.log().truncate(TENANT, old, 20_000, 100)).isEqualTo(100);
      assertThat(storage.log().oldest(TENANT)).isGreaterThan(100);
      assertThat(storage.log().positionBefore(TENANT, 100)).isPositive();
      assertThat(storage.leases().acquire("l", worker, Duration.ofMinutes(1))).isPresent();
      storage.leases().release("l", worker);
    }
  }

  private void commit(Change... changes) {
    ChangeSet set = ChangeSet.builder(TENANT).addAll(List.of(changes)).build();
    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(storage.commit(set)).as("repeated").isEqualTo(Committed.INSTANCE);
  }

  private static byte[] body(String text) {
    return text.getBytes(UTF_8);
  }
}
