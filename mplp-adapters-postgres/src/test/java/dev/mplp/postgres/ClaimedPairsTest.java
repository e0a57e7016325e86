package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs of tenant and role take turns in claims, and those of others cost nothing. */
class ClaimedPairsTest {

  private static final int TENANTS = 3_000;
  private static final Pattern ROWS = Pattern.compile("actual time=\\S+ rows=(\\d+)");

  private final PostgresServer server = PostgresServer.shared();
  private final PostgresFixture fixture = new PostgresFixture(server);
  private final PostgresStorage storage = fixture.open();
  private UUID worker = UUID.randomUUID();

  @BeforeEach
  void register() {
    worker = storage.work().register("pairs", Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** One execution a tenant, with so many ready steps of the role. */
  private void fill(String role, int tenants, int steps) {
    server.execute(
        """
        set search_path = %1$s;
        with e as (
          insert into execution (tenant, id, context_id, run_id, parallelism, phase)
            select 't' || lpad(n::text, 4, '0'), gen_random_uuid(), 'c', gen_random_uuid(), 0, 0
              from generate_series(1, %3$d) n returning num, tenant, run_id)
        insert into step_run (execution, idx, state, turn, step_id, run_id, tenant, role, payload)
          select num, i, 2, now() - num * interval '1 second', gen_random_uuid(), run_id, tenant,
                 '%2$s', 'x'
            from e, generate_series(1, %4$d) i;
        analyze step_run, execution;
        """
            .formatted(fixture.schema(), role, tenants, steps));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyPair_hasItsTurn_beforeAnyHasASecond(boolean given) {
    fill("one", 50, 3);
    fill("two", 50, 3);
    Set<String> roles = given ? Set.of("one", "two", "three") : null;

    for (int round = 1; round <= 3; round++) {
      Map<String, Integer> served = new HashMap<>();
      for (int i = 0; i < 10; i++) {
        List<Claim> claims = storage.work().claim(worker, roles, 10);
        assertThat(claims).hasSize(10);
        claims.forEach(claim -> served.merge(claim.tenant() + claim.role(), 1, Integer::sum));
      }
      assertThat(served).hasSize(100).allSatisfy((pair, times) -> assertThat(times).isEqualTo(1));
    }
    assertThat(storage.work().claim(worker, roles, 10)).isEmpty();
  }

  @Test
  void onePair_getsWhatTheOthersLeave() {
    fill("one", 1, 50);
    fill("two", 3, 1);

    List<Claim> claims = storage.work().claim(worker, Set.of("one", "two"), 30);

    assertThat(claims).hasSize(30);
    assertThat(claims).filteredOn(claim -> claim.role().equals("two")).hasSize(3);
    assertThat(new HashSet<>(claims)).hasSize(30);
  }

  @Test
  void readyStepsOfRolesThatTheWorkerDoesNotHave_areNotLookedAt() throws Exception {
    fill("foreign", TENANTS, 1);
    fill("mine", 5, 1);

    String plan = explained(Set.of("absent", "mine", "none"));

    assertThat(plan).contains("step_run_ready").doesNotContain("Seq Scan");
    assertThat(mostRows(plan)).isLessThan(100);
    assertThat(storage.work().claim(worker, Set.of("absent", "mine", "none"), 100)).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manyPairs_areLookedAtInParts(boolean given) throws Exception {
    fill("mine", TENANTS, 1);

    assertThat(mostRows(explained(given ? Set.of("mine") : null))).isLessThan(200);
  }

  private String explained(Set<String> roles) throws Exception {
    Query claim =
        new ClaimSteps(new Sql(fixture.schema(), Sql.SERVER_CLOCK))
            .query(worker, 1, roles, 10, ServedPairs.MOST, false);
    try (Connection connection = server.connect()) {
      connection.setAutoCommit(false);
      PoolSettings.applyToTransaction(connection);
      try (PreparedStatement explain =
          connection.prepareStatement("explain analyze " + claim.sql())) {
        claim.bind(explain, 1);
        return String.join("\n", Query.readAll(explain.executeQuery(), Row::text));
      } finally {
        connection
            .rollback(); // nothing is claimed, and nothing stays locked until the server notices
      }
    }
  }

  private static long mostRows(String plan) {
    long most = 0;
    Matcher rows = ROWS.matcher(plan);
    while (rows.find()) {
      most = Math.max(most, Long.parseLong(rows.group(1)));
    }
    return most;
  }
}
