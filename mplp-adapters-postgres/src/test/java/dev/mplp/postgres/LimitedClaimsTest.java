package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A claim within limits looks at what it serves, and at no other limits, places or steps. */
class LimitedClaimsTest {

  private static final int TENANTS = 2_000;

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();
  private final List<String> plans = new ArrayList<>();
  private final PostgresStorage storage =
      PostgresStorage.builder(Explained.connections(server, plans))
          .schema(schema)
          .notifications(false)
          .open();

  @AfterEach
  void drop() {
    storage.close();
    server.execute("drop schema " + schema + " cascade");
  }

  /**
   * Every tenant has a limit of its steps and one of the role "mine", with two places each, one of
   * them taken; 200 more are of the first tenant's other roles. Of each of five tenants three steps
   * are ready, of all there are many that run.
   */
  private void fill() {
    server.execute(
        """
        set search_path = %1$s;
        with e as (
          insert into execution (tenant, id, context_id, run_id, parallelism, phase)
            select 't' || lpad(n::text, 4, '0'), gen_random_uuid(), 'c', gen_random_uuid(), 0, 0
              from generate_series(1, %2$d) n returning num, tenant, run_id)
        insert into step_run (execution, idx, state, attempt, turn, step_id, run_id, tenant, role,
                              payload)
          select num, i, case when i < 3 and tenant <= 't0005' then 2 else 5 end, 1, now(),
                 gen_random_uuid(), run_id, tenant, 'mine', 'x'
            from e, generate_series(0, 9) i;
        insert into step_limit (tenant, role, most)
          select distinct tenant, r, 2 from execution, unnest(array[null, 'mine']) r;
        insert into step_limit (tenant, role, most)
          select 't0001', 'other ' || n, 2 from generate_series(1, 200) n;
        insert into step_place (limit_id, tenant, place, execution, idx, attempt)
          select l.id, l.tenant, p, e.num, case p when 1 then 9 end, 1
            from step_limit l join execution e on e.tenant = l.tenant, generate_series(1, 2) p;
        analyze execution, step_run, step_limit, step_place;
        """
            .formatted(schema, TENANTS));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void claim_withinLimits_looksAtWhatItServes(boolean given) {
    fill();
    UUID worker = storage.work().register("limited", Duration.ofMinutes(10));
    Set<String> roles = given ? Set.of("absent", "mine") : null;

    plans.clear();
    List<Claim> claims = storage.work().claim(worker, roles, 50);

    assertThat(claims).as("one place of each tenant was free").hasSize(5);
    assertThat(claims).extracting(Claim::tenant).doesNotHaveDuplicates();
    assertThat(plans).isNotEmpty();
    assertThat(plans).noneMatch(plan -> plan.contains("Seq Scan on step_"));
    assertThat(plans).allMatch(plan -> Explained.mostRows(plan) < 100);
    assertThat(storage.work().claim(worker, roles, 50)).isEmpty();
  }

  @Test
  void limit_isFoundByItsKey() {
    fill();
    plans.clear();
    UUID worker = storage.work().register("limited", Duration.ofMinutes(10));

    assertThat(storage.work().claim(worker, Set.of("other 7"), 5)).isEmpty();

    assertThat(plans).isNotEmpty().allMatch(plan -> Explained.mostRows(plan) < 20);
  }
}
