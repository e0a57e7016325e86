package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  private static final int PROCESSES = 4;

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();

  @AfterEach
  void drop() {
    server.execute("drop schema if exists \"" + schema + "\" cascade");
  }

  private PostgresStorageBuilder builder() {
    return PostgresStorage.builder(server.url()).schema(schema).maximumPoolSize(2);
  }

  @Test
  void open_byManyAtOnce_migratesOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<PostgresStorage>> opened = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        opened.add(threads.submit(() -> builder().open()));
      }
      for (Future<PostgresStorage> storage : opened) {
        storage.get(60, TimeUnit.SECONDS).close();
      }
    } finally {
      threads.shutdownNow();
    }
    try (PostgresStorage storage = builder().migrate(false).open()) {
      storage.migrate();
      storage.verify();
      assertThat(storage.log().head()).isZero();
    }
  }

  /** Each process waits for the lock before any of them gets it. */
  @Test
  void open_byManyProcessesAtOnce_migratesOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    try (Connection gate = server.connect()) {
      gate.setAutoCommit(false);
      new Query("select 1 from (select pg_advisory_xact_lock(hashtextextended(?, 0))) l")
          .with("mplp migration " + schema)
          .list(gate, row -> row);
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(OpeningProcess.start(server.url(), schema));
      }
      awaitWaiting(PROCESSES);
      gate.rollback();
      for (Process process : processes) {
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
      }
      assertThat(
              new Query(
                      "select count(*), count(distinct applied_at) from %s.schema_version"
                          .formatted(schema))
                  .list(gate, row -> List.of(row.big(), row.big())))
          .as("every file once, each in a transaction of its own")
          .containsExactly(List.of((long) Migrations.FILES.size(), (long) Migrations.FILES.size()));
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private void awaitWaiting(int processes) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (Connection connection = server.connect()) {
      Query waiting =
          new Query(
              """
              select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid
               where l.locktype = 'advisory' and not l.granted
                 and a.application_name = '%s'"""
                  .formatted(schema));
      while (waiting.first(connection, Row::big).orElseThrow() < processes) {
        assertThat(System.nanoTime()).as("all wait in time").isLessThan(end);
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  @Test
  void open_withoutMigrating_needsTheSchema() {
    assertThatThrownBy(() -> builder().migrate(false).open())
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining(schema)
        .hasMessageContaining("migrate()");
  }

  @Test
  void open_ofANewerSchema_refusesClearly() {
    builder().open().close();
    server.execute(
        "insert into %s.schema_version (version, name, checksum) values (99, 'V99__x.sql', 'x')"
            .formatted(schema));

    assertThatThrownBy(() -> builder().open())
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("version 99")
        .hasMessageContaining("newer release");
    assertThatThrownBy(() -> builder().migrate(false).open())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("newer release");
  }

  @Test
  void open_ofASchemaMadeByAnotherFile_refuses() {
    builder().open().close();
    server.execute("update %s.schema_version set checksum = 'x'".formatted(schema));

    assertThatThrownBy(() -> builder().open())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("V1__storage.sql");
  }

  @Test
  void verify_acceptsASchemaThatFlywayMade() throws Exception {
    StringBuilder text = new StringBuilder();
    StringBuilder history = new StringBuilder("(null, true)");
    for (String name : Migrations.FILES) {
      try (var file = PostgresStorage.class.getResourceAsStream("migration/" + name)) {
        text.append(new String(file.readAllBytes(), UTF_8));
      }
      history.append(", ('%s', true)".formatted(name.substring(1, name.indexOf('_'))));
    }
    server.execute("create schema %1$s; set search_path = %1$s; ".formatted(schema) + text);
    server.execute(
        """
        create table %1$s.flyway_schema_history (version text, success boolean);
        insert into %1$s.flyway_schema_history values %2$s"""
            .formatted(schema, history));

    try (PostgresStorage storage = builder().migrate(false).open()) {
      assertThat(storage.log().head()).isZero();
    }
  }

  @Test
  void schemaName_isQuoted() {
    String odd = "Odd \"name\" " + schema;
    try (PostgresStorage storage = builder().schema(odd).open()) {
      assertThat(storage.log().sequence(10)).isZero();
    } finally {
      server.execute("drop schema \"" + odd.replace("\"", "\"\"") + "\" cascade");
    }
  }
}
