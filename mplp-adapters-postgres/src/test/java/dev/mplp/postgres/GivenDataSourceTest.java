package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.Storage.Signal;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The storage on connections that somebody else made, in ways of their own. */
class GivenDataSourceTest {

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();

  @AfterEach
  void drop() {
    server.execute("drop schema if exists " + schema + " cascade");
  }

  private HikariDataSource pool(String initSql) {
    HikariConfig config = new HikariConfig();
    DatabaseUrl url = DatabaseUrl.parse(server.url());
    config.setJdbcUrl(url.jdbcUrl());
    config.setUsername(url.user());
    config.setAutoCommit(false);
    config.setMaximumPoolSize(3);
    config.setConnectionInitSql(initSql);
    return new HikariDataSource(config);
  }

  private static ChangeSet put(long expectedVersion) {
    return ChangeSet.builder("acme")
        .add(new Change.PutDocument("k", "1", expectedVersion, "x".getBytes(UTF_8), Map.of()))
        .build();
  }

  @Test
  void poolWithoutAutoCommit_works_leaksNothing_andStaysOpen() throws Exception {
    try (HikariDataSource pool = pool("set time zone 'Asia/Kathmandu'")) {
      try (PostgresStorage storage = PostgresStorage.builder(pool).schema(schema).open()) {
        for (int i = 0; i < 20; i++) {
          assertThat(storage.commit(put(i))).isEqualTo(Committed.INSTANCE);
          assertThat(storage.commit(put(99))).isInstanceOf(Conflict.class);
        }
      }
      assertThat(pool.isClosed()).isFalse();
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isFalse();
        String setting = "select current_setting('enable_seqscan')";
        assertThat(new Query(setting).first(connection, Row::text)).contains("on");
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @Test
  void anotherIsolation_isRefused() {
    try (HikariDataSource pool =
        pool("set session characteristics as transaction isolation level serializable")) {
      assertThatThrownBy(() -> PostgresStorage.builder(pool).schema(schema).open())
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("read committed");
    }
  }

  @Test
  void twoPools_tellEachOther() throws InterruptedException {
    CountDownLatch heard = new CountDownLatch(1);
    try (HikariDataSource one = pool("select 1");
        HikariDataSource two = pool("select 1");
        PostgresStorage first = PostgresStorage.builder(one).schema(schema).open();
        PostgresStorage second = PostgresStorage.builder(two).schema(schema).open()) {
      second.onSignal(
          signal -> {
            if (signal == Signal.TIMER) {
              heard.countDown();
            }
          });
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (heard.getCount() > 0 && System.nanoTime() < end) {
        first.commit(
            ChangeSet.builder("acme")
                .add(new Change.PutTimer("k", "t", first.now(), "x".getBytes(UTF_8)))
                .build());
        if (heard.await(200, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
      assertThat(heard.getCount()).isZero();
    }
  }
}
