package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Errors of the server, caused on purpose: what they are taken for, and what is repeated. */
class CausedErrorsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();

  @AfterEach
  void drop() {
    server.execute("drop schema if exists " + schema + " cascade");
  }

  private PostgresStorageBuilder storage() {
    return PostgresStorage.builder(server.url()).schema(schema).maximumPoolSize(3);
  }

  private static ChangeSet put(long expected) {
    return ChangeSet.builder("acme")
        .add(new Change.PutDocument("k", "a", expected, "x".getBytes(UTF_8), Map.of()))
        .add(new Change.PutDocument("k", "b", expected, "x".getBytes(UTF_8), Map.of()))
        .build();
  }

  @Test
  void deadlock_whoseVictimWeAre_isRepeatedAndSucceeds() throws Exception {
    try (PostgresStorage storage = storage().open();
        Connection other = server.connect()) {
      assertThat(storage.commit(put(0))).isEqualTo(Committed.INSTANCE);
      long before = deadlocks();
      other.setAutoCommit(false);
      new Query("select set_config('deadlock_timeout', '60s', false)").list(other, row -> row);
      lock(other, "b");
      CompletableFuture<CommitResult> ours =
          CompletableFuture.supplyAsync(() -> storage.commit(put(1)));
      awaitWaiting(1);
      lock(other, "a"); // waits until we were chosen as the victim, and goes on
      other.commit();

      assertThat(ours.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Committed.INSTANCE);
      assertThat(storage.get(new DocumentKey("acme", "k", "a")).orElseThrow().version())
          .isEqualTo(2);
      assertThat(deadlocks()).isGreaterThan(before);
    }
  }

  /** Ours run in read committed, so a trigger of the database has to fail this way. */
  @Test
  void serializationFailure_isRepeatedThreeTimes_andThenAnErrorThatCanPass() {
    try (PostgresStorage storage = storage().open()) {
      server.execute(
          """
          set search_path = %1$s;
          create sequence tries;
          create function fail_first() returns trigger language plpgsql as $$
          begin
            if nextval('%1$s.tries') %% 5 <> 4 then
              raise exception 'could not serialize' using errcode = '40001';
            end if;
            return new;
          end $$;
          create trigger fail_first before update on document
            for each row execute function fail_first()"""
              .formatted(schema));
      storage.commit(one(0));
      assertThat(storage.commit(one(1))).as("the fourth try").isEqualTo(Committed.INSTANCE);
      server.execute("select setval('%s.tries', 4)".formatted(schema));
      assertThatThrownBy(() -> storage.commit(one(2)))
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isTrue())
          .hasMessageContaining("40001");
    }
  }

  private static ChangeSet one(long expected) {
    return ChangeSet.builder("acme")
        .add(new Change.PutDocument("k", "a", expected, "x".getBytes(UTF_8), Map.of()))
        .build();
  }

  private void lock(Connection connection, String id) throws SQLException {
    new Query("select 1 from " + schema + ".document where id = ? for update")
        .with(id)
        .list(connection, row -> row);
  }

  private long deadlocks() throws SQLException {
    try (Connection connection = server.connect()) {
      return new Query("select deadlocks from pg_stat_database where datname = current_database()")
          .first(connection, Row::big)
          .orElseThrow();
    }
  }

  private void awaitWaiting(int sessions) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = server.connect()) {
      Query waiting =
          new Query(
                  """
                  select count(*) from pg_stat_activity
                   where wait_event_type = 'Lock' and query like '%' || ? || '%'""")
              .with(schema);
      while (waiting.first(connection, Row::big).orElseThrow() < sessions) {
        assertThat(System.nanoTime()).as("in time").isLessThan(end);
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  @Test
  void lockThatIsNotGivenBack_isAnErrorThatCanPass() throws Exception {
    try (PostgresStorage storage = storage().lockTimeout(Duration.ofMillis(200)).open();
        Connection other = server.connect()) {
      storage.commit(put(0));
      other.setAutoCommit(false);
      lock(other, "a");
      assertThatThrownBy(() -> storage.commit(put(1)))
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isTrue())
          .hasMessageContaining("55P03");
      other.rollback();
      assertThat(storage.commit(put(1))).isEqualTo(Committed.INSTANCE);
    }
  }

  @Test
  void serverThatTakesNoWrites_isAnErrorThatCanPass_andReadsGoOn() {
    try (PostgresServer own = PostgresServer.start("fsync=off");
        PostgresStorage storage = PostgresStorage.connect(own.url())) {
      storage.commit(put(0));
      own.execute("alter system set default_transaction_read_only = on");
      own.execute("select pg_reload_conf()");
      awaitReadOnly(own, "on");

      assertThatThrownBy(() -> storage.commit(put(1)))
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isTrue())
          .hasMessageContaining("25006");
      assertThat(storage.get(new DocumentKey("acme", "k", "a"))).isPresent();

      resetReadOnly(own);
      awaitReadOnly(own, "off");
      assertThat(storage.commit(put(1))).isEqualTo(Committed.INSTANCE);
    }
  }

  private static void resetReadOnly(PostgresServer own) {
    try (Connection connection = own.connect()) {
      new Query("set default_transaction_read_only = off").update(connection);
      new Query("alter system reset default_transaction_read_only").update(connection);
      new Query("select pg_reload_conf()").list(connection, row -> row);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitReadOnly(PostgresServer own, String value) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String found = "";
    while (!found.equals(value)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      try (Connection connection = own.connect()) {
        found =
            new Query("select current_setting('default_transaction_read_only')")
                .first(connection, Row::text)
                .orElseThrow();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void statementThatTakesTooLong_isAnErrorThatCanPass() throws Exception {
    try (PostgresStorage storage = storage().statementTimeout(Duration.ofMillis(300)).open();
        Connection other = server.connect()) {
      storage.commit(put(0));
      other.setAutoCommit(false);
      lock(other, "a");
      assertThatThrownBy(() -> storage.commit(put(1)))
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isTrue())
          .hasMessageContaining("57014");
      other.rollback();
    }
  }

  /** As a process that is stopped in the middle of a transaction. */
  @Test
  void transactionThatStandsStill_isEndedByTheServer_andAnErrorThatCanPass() {
    try (PostgresStorage storage =
        storage().idleTransactionTimeout(Duration.ofMillis(200)).open()) {
      assertThatThrownBy(
              () ->
                  storage
                      .database()
                      .transactRepeatable(
                          (connection, last) -> {
                            new Query("select 1").list(connection, row -> row);
                            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                            return new Query("select 1").list(connection, row -> row);
                          }))
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isTrue());
    }
  }

  @Test
  void tableThatIsGone_isAnErrorThatDoesNotPass() {
    try (PostgresStorage storage = storage().open()) {
      server.execute("drop table " + schema + ".item");
      assertThatThrownBy(() -> storage.items(new DocumentKey("acme", "k", "a"), -1, 10))
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.retryable()).isFalse())
          .hasMessageContaining("42P01");
    }
  }
}
