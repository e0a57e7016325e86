package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rows of another tenant can be neither seen nor written, whatever the statement. */
class RowSecurityTest {

  private static final Set<String> OF_NO_TENANT =
      Set.of("change", "lease", "schema_version", "sequencer", "storage", "test_clock", "worker");

  private final PostgresServer server = PostgresServer.shared();
  private final PostgresFixture fixture = PostgresFixture.guarded();
  private final PostgresStorage storage = fixture.open();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** A row in every table that has a tenant's rows. */
  private void fill(String tenant) {
    List<Change.NewStep> steps =
        List.of(
            new Change.NewStep(0, UUID.randomUUID(), "r", List.of(), StepState.WAITING, bytes("p")),
            new Change.NewStep(
                1, UUID.randomUUID(), "r", List.of(0), StepState.WAITING, bytes("p")));
    ChangeSet set =
        ChangeSet.builder(tenant)
            .add(new Change.PutDocument("k", "a", 0, bytes(tenant), Map.of("status", "draft")))
            .add(new Change.AppendItems("k", "a", 0, List.of(bytes("i"))))
            .add(new Change.PutTimer("k", "t", Instant.EPOCH, bytes("x")))
            .add(new Change.AppendLog(LogEntry.of("t", "c", bytes("x"))))
            .add(
                new Change.StartExecution(
                    UUID.randomUUID(), "c", UUID.randomUUID(), 0, Phase.OPEN, steps))
            .add(new Change.LimitSteps("clerk", Change.LimitOf.RUNNING, 2, Duration.ZERO))
            .build();
    assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
    assertThat(storage.log().sequence(10)).isEqualTo(1);
    server.execute(
        """
        set search_path = %1$s; insert into log_start values ('%2$s', 0);
        insert into log_cut values ('%2$s', gen_random_uuid(), 0);
        insert into step_limit (tenant, role, most) values ('%2$s', 'none', 1);
        insert into step_place (limit_id, place, tenant)
          select id, 0, tenant from step_limit where tenant = '%2$s'"""
            .formatted(fixture.schema(), tenant));
  }

  /** As a login that is given a tenant's role would do, such as one for reports. */
  private <T> T asTenant(String tenant, Database.Unit<T> unit) throws SQLException {
    try (Connection connection = server.connect()) {
      connection.setAutoCommit(false);
      new Query(
              """
              select set_config('role', ?, true), set_config('mplp.tenant', ?, true),
                     set_config('search_path', ?, true)""")
          .with(RowSecurity.tenantRole(fixture.schema()))
          .with(tenant)
          .with(fixture.schema())
          .list(connection, row -> row);
      return unit.run(connection);
    }
  }

  private long countAs(String tenant, String table) throws SQLException {
    return asTenant(tenant, connection -> count(connection, table));
  }

  private int updateAsAcme(String statement) throws SQLException {
    return asTenant("acme", connection -> new Query(statement).update(connection));
  }

  private List<String> tables(String filter) throws SQLException {
    try (Connection connection = server.connect()) {
      return new Query(
              """
              select c.relname from pg_class c
               where c.relnamespace = ?::regnamespace and c.relkind = 'r'
              """
                  + filter)
          .with(fixture.schema())
          .list(connection, Row::text);
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    return new Query("select count(*) from " + table).first(connection, Row::big).orElseThrow();
  }

  @Test
  void everyTable_hasPolicies() throws SQLException {
    assertThat(tables("and c.relrowsecurity")).containsExactlyInAnyOrderElementsOf(tables(""));
  }

  @Test
  void rowsOfAnotherTenant_areInvisible_inEveryTable() throws SQLException {
    fill("acme");
    fill("other");
    for (String table : tables("")) {
      if (OF_NO_TENANT.contains(table)) {
        continue;
      }
      long all;
      try (Connection owner = server.connect()) {
        all = count(owner, fixture.schema() + '.' + table);
      }
      assertThat(all)
          .as("rows of both tenants in %s; let fill() write some", table)
          .isPositive()
          .isEven();
      assertThat(countAs("acme", table)).as(table).isEqualTo(all / 2);
      assertThat(countAs("stranger", table)).as(table).isZero();
      assertThat(countAs("", table)).as(table).isZero();
    }
  }

  @Test
  void tablesOfAllTenants_areClosed() throws SQLException {
    for (String table : List.of("lease", "schema_version", "sequencer", "storage", "worker")) {
      assertThatThrownBy(() -> countAs("acme", table))
          .as(table)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void rowsOfAnotherTenant_cannotBeWritten() throws SQLException {
    fill("acme");
    fill("other");
    assertThat(updateAsAcme("update document set version = 9")).isEqualTo(1);
    assertThat(updateAsAcme("delete from document")).isEqualTo(1);
    assertThat(updateAsAcme("delete from step_edge")).isEqualTo(1);
    for (String write :
        List.of(
            "update document set tenant = 'other'",
            """
            insert into document (tenant, kind, id, version, index_values, body)
            values ('other', 'k', 'b', 1, '{}', '')""",
            "insert into timer (tenant, kind, id, due, body) values ('other', 'k', 'b', now(), '')",
            "insert into step_edge select max(num) + 1, 5, 4 from execution",
            "insert into log (at, attempt, tenant, type, body) values (now(), 0, 'other', 't', '')")) {
      assertThatThrownBy(() -> updateAsAcme(write))
          .as(write)
          .hasMessageContaining("row-level security policy");
    }
    assertThatThrownBy(() -> updateAsAcme("delete from change"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void whatTheStorageDoesForOneTenant_seesNothingOfOthers() {
    fill("acme");
    fill("other");
    Database.Unit<List<String>> careless =
        connection ->
            new Query("select tenant from " + fixture.schema() + ".document")
                .list(connection, Row::text);

    assertThat(storage.database().of("acme").call(careless)).containsExactly("acme");
    assertThat(storage.database().call(careless)).as("workers").contains("acme", "other");
    assertThat(storage.get(new DocumentKey("other", "k", "a"))).isPresent();
  }

  @Test
  void workers_serveEveryTenant() {
    fill("acme");
    fill("other");
    UUID worker = storage.work().register("w", Duration.ofMinutes(1));

    assertThat(storage.work().claim(worker, Set.of("r"), 10))
        .extracting(Claim::tenant)
        .containsExactlyInAnyOrder("acme", "other");
    assertThat(storage.timers().due(10, Duration.ofMinutes(1))).hasSize(2);
  }

  @Test
  void migration_afterwards_bringsNewTablesToLight_andOpeningAgainMendsThem() throws SQLException {
    server.execute("create table " + fixture.schema() + ".newer (tenant text not null)");
    assertThatThrownBy(fixture::open)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("row_security.sql");

    PostgresStorage.builder(server.url()).schema(fixture.schema()).rowSecurity(true).open().close();
    fixture.open();
    assertThat(countAs("acme", "newer")).isZero();
  }

  @Test
  void loginWithoutTheRole_isRefused_andToldWhichOne() {
    server.execute("revoke %1$s_runtime from %1$s_login".formatted(fixture.schema()));

    assertThatThrownBy(fixture::open)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining(fixture.schema() + "_runtime");
  }
}
