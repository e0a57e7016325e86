package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** From each earlier version of the schema, with rows in every table, to the present one. */
class UpgradeTest {

  /** What the first release wrote; later versions only add columns that have a default. */
  private static final String ROWS =
      """
      set search_path = %s;
      insert into document (tenant, kind, id, version, index_values, body)
        values ('acme', 'plan', 'p', 3, '{status,draft}', 'plan');
      insert into document_index select tenant, kind, 'status', 'draft', ord from document;
      insert into item values ('acme', 'plan', 'p', 0, 1, 'step');
      insert into change values ('11111111-1111-4111-8111-111111111111', now());
      insert into execution (tenant, id, context_id, run_id, parallelism, phase)
        values ('acme', '22222222-2222-4222-8222-222222222222', 'c',
                '33333333-3333-4333-8333-333333333333', 0, 0);
      insert into worker values ('44444444-4444-4444-8444-444444444444', 'old', now() - interval '1 s');
      insert into step_run (execution, idx, state, attempt, turn, step_id, run_id, worker, tenant,
                            role, successors, payload)
        select num, idx, state, attempt, now(), gen_random_uuid(), run_id, w::uuid, tenant, role,
               successors::int[], 'p'
          from execution,
               (values (-1, 0, 0, null, '', '{}'), (0, 6, 1, null, 'r', '{1,2}'),
                       (1, 2, 0, null, 'r', '{3}'),
                       (2, 5, 4, '44444444-4444-4444-8444-444444444444', 'r', '{3}'),
                       (3, 0, 0, null, 'r', '{}')) s(idx, state, attempt, w, role, successors);
      insert into step_edge select num, 3, 1 from execution union select num, 3, 2 from execution;
      insert into timer (tenant, kind, id, due, body) values ('acme', 'k', 't', now(), 'timer');
      insert into lease values ('l', gen_random_uuid(), now(), 7);
      insert into log (at, attempt, tenant, type, context_id, body)
        select now(), 0, 'acme', 'r' || n, 'c', 'x' from generate_series(1, 5) n where n <> 2;
      select setval('log_seq_seq', 6);
      insert into log overriding system value
        values (6, now(), 0, null, null, null, 'acme', 'r6', 'c', 'x');
      insert into position values (1, 1, now(), 'acme', 'c');
      update sequencer set last_position = 1, last_at = now(), scanned_to = 3,
             gaps = '{2,3}', horizons = '{0,5}'""";

  /** What releases of these versions wrote beside, in what came with the version. */
  private static final Map<Integer, String> LATER =
      new TreeMap<>(
          Map.of(
              2,
              """
              update sequencer set gap_first = '{2}', gap_last = '{3}', gap_horizon = '{5}',
                     gaps = '{}', horizons = '{}';
              """,
              3,
              """
              insert into log_start values ('globex', 5);
              insert into log_cut values ('globex', '66666666-6666-4666-8666-666666666666', 3);
              """,
              4,
              """
              insert into execution (tenant, id, context_id, run_id, parallelism, phase)
                values ('acme', '55555555-5555-4555-8555-555555555555', 'c',
                        '77777777-7777-4777-8777-777777777777', 0, 0);
              insert into step_run (execution, idx, state, attempt, turn, step_id, run_id, tenant,
                                    role, successors, payload)
                select num, idx, state, 0, now(), gen_random_uuid(), run_id, tenant, role, '{}', 'p'
                  from execution, (values (-1, 0, ''), (0, 2, 'u'), (1, 2, 'u')) s(idx, state, role)
                 where id = '55555555-5555-4555-8555-555555555555';
              insert into step_limit (tenant, role, most) values ('acme', 'u', 1);
              insert into step_place (limit_id, place, tenant) select id, 1, tenant from step_limit;
              """,
              6,
              """
              update execution set compensates = '22222222-2222-4222-8222-222222222222'
               where id = '55555555-5555-4555-8555-555555555555';
              """,
              7,
              """
              update log set erased = '\\x07' where type = 'r3';
              """));

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();

  @AfterEach
  void drop() {
    server.execute("drop schema if exists " + schema + " cascade");
  }

  static IntStream earlierVersions() {
    return IntStream.range(1, Migrations.FILES.size());
  }

  private void migrateTo(int version) {
    DatabaseUrl url = DatabaseUrl.parse(server.url());
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url.jdbcUrl());
    source.setUser(url.user());
    Database database = new PooledDatabase(source, new Sql(schema, Sql.SERVER_CLOCK), true);
    new Migrations(database, schema, Migrations.FILES.subList(0, version)).migrate();
  }

  @ParameterizedTest
  @MethodSource("earlierVersions")
  void rowsOfAnEarlierVersion_areReadAndGoOn(int version) {
    migrateTo(version);
    fill(version);
    readAndGoOn(version);
  }

  /** Earlier releases know of the tables of their version only. */
  private void fill(int version) {
    StringBuilder rows = new StringBuilder(ROWS.formatted(schema)).append(";\n");
    LATER.forEach((since, more) -> rows.append(since <= version ? more : ""));
    server.execute(rows.toString());
  }

  /** In a rolling deploy one process has migrated, and those of the release before still write. */
  @ParameterizedTest
  @MethodSource("earlierVersions")
  void rowsThatAnEarlierReleaseWrites_onTheMigratedSchema_areReadAndGoOn(int version) {
    migrateTo(Migrations.FILES.size());
    fill(version);
    readAndGoOn(version);
  }

  private void readAndGoOn(int version) {
    try (PostgresStorage storage = PostgresStorage.builder(server.url()).schema(schema).open()) {
      storage.verify();
      assertThat(storage.get(new DocumentKey("acme", "plan", "p")).orElseThrow().version())
          .isEqualTo(3);
      assertThat(storage.list(new DocumentQuery("acme", "plan", Map.of("status", "draft"), 0, 10)))
          .hasSize(1);
      assertThat(storage.items(new DocumentKey("acme", "plan", "p"), -1, 10)).hasSize(1);
      assertThat(storage.commit(repeated())).isEqualTo(Committed.INSTANCE);
      assertThat(storage.get(new DocumentKey("acme", "k", "again"))).isEmpty();
      assertThat(storage.timers().due(10, Duration.ofMinutes(1))).hasSize(1);
      assertThat(storage.leases().acquire("l", UUID.randomUUID(), Duration.ofMinutes(1)))
          .hasValueSatisfying(epoch -> assertThat(epoch).isGreaterThan(7));
      finish(storage);
      log(storage);
      if (version >= 3) {
        truncated(storage);
      }
      if (version >= 4) {
        limited(storage, version >= 6);
      }
      assertThat(storage.log().read("acme", "c", 0, 10))
          .filteredOn(found -> found.erased() != null)
          .extracting(found -> found.entry().type())
          .isEqualTo(version >= 7 ? List.of("r3") : List.of());
    }
  }

  private static ChangeSet repeated() {
    return new ChangeSet(
        UUID.fromString("11111111-1111-4111-8111-111111111111"),
        "acme",
        List.of(new Change.PutDocument("k", "again", 0, "x".getBytes(UTF_8), Map.of())));
  }

  private static void finish(PostgresStorage storage) {
    assertThat(storage.work().reap(10)).as("of the worker that is gone").isEqualTo(1);
    UUID worker = storage.work().register("new", Duration.ofMinutes(1));
    int done = 0;
    for (List<Claim> claims = storage.work().claim(worker, Set.of("r"), 10);
        !claims.isEmpty();
        claims = storage.work().claim(worker, Set.of("r"), 10)) {
      for (Claim claim : claims) {
        done++;
        assertThat(settle(storage, worker, claim)).isEqualTo(Committed.INSTANCE);
        if (claim.index() == 2) {
          assertThat(claim.attempt()).isEqualTo(5);
        }
      }
    }
    assertThat(done).as("three steps and the end").isEqualTo(4);
  }

  private static void truncated(PostgresStorage storage) {
    assertThat(storage.log().oldest("globex")).isEqualTo(6);
    assertThatThrownBy(() -> storage.log().read("globex", null, 0, 10))
        .isInstanceOf(LogTruncatedException.class);
    UUID cut = UUID.fromString("66666666-6666-4666-8666-666666666666");
    assertThatThrownBy(() -> storage.log().readRun("globex", cut, 0, 10))
        .isInstanceOf(LogTruncatedException.class);
  }

  /** One at a time, of two that are ready; and what undoes still says so. */
  private static void limited(PostgresStorage storage, boolean undoes) {
    UUID worker = storage.work().register("limited", Duration.ofMinutes(1));
    UUID undone = UUID.fromString("22222222-2222-4222-8222-222222222222");
    for (int i = 0; i < 3; i++) { // two steps and the end
      List<Claim> claims = storage.work().claim(worker, Set.of("u"), 10);
      assertThat(claims).hasSize(1);
      assertThat(claims.get(0).compensates()).isEqualTo(undoes ? undone : null);
      assertThat(settle(storage, worker, claims.get(0))).isEqualTo(Committed.INSTANCE);
    }
    assertThat(storage.work().claim(worker, Set.of("u"), 10)).isEmpty();
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private static CommitResult settle(PostgresStorage storage, UUID worker, Claim claim) {
    return storage.commit(
        ChangeSet.builder("acme")
            .add(
                new Change.SettleStep(
                    claim.executionId(),
                    claim.index(),
                    claim.attempt(),
                    worker,
                    new Settlement.Completed(),
                    null))
            .build());
  }

  private void log(PostgresStorage storage) {
    while (storage.log().lag() > 0) {
      storage.log().sequence(100);
    }
    assertThat(storage.log().read("acme", "c", 0, 10))
        .extracting(found -> found.entry().type())
        .filteredOn(type -> type.startsWith("r"))
        .startsWith("r1")
        .containsExactlyInAnyOrder("r1", "r3", "r4", "r5", "r6");
    assertThat(storage.log().read("acme", null, 0, 100))
        .extracting(found -> found.position())
        .isEqualTo(
            IntStream.rangeClosed(1, (int) storage.log().head()).mapToObj(Long::valueOf).toList());
  }

  /** So that processes of the release before work on, on a schema that is newer. */
  @ParameterizedTest
  @MethodSource("earlierVersions")
  void everyColumnOfAnEarlierVersion_isStillThere_andNewOnesHaveADefault(int version)
      throws SQLException {
    migrateTo(version);
    List<String> before = columns("");
    migrateTo(Migrations.FILES.size());

    assertThat(columns("")).containsAll(before);
    assertThat(columns("and is_nullable = 'NO' and column_default is null"))
        .as("needed by an insert into a table of that version")
        .filteredOn(column -> tables(before).contains(column.substring(0, column.indexOf(' '))))
        .isSubsetOf(before);
  }

  private static List<String> tables(List<String> columns) {
    return columns.stream()
        .map(column -> column.substring(0, column.indexOf(' ')))
        .distinct()
        .toList();
  }

  private List<String> columns(String filter) throws SQLException {
    try (Connection connection = server.connect()) {
      return new Query(
              """
              select table_name || ' ' || column_name || ' ' || data_type
                from information_schema.columns
               where table_schema = ? and is_identity = 'NO' %s order by 1"""
                  .formatted(filter))
          .with(schema)
          .list(connection, Row::text);
    }
  }
}
