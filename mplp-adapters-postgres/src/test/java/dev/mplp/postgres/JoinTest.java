package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.SentMessage;
import dev.mplp.model.DialogId;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The host's rows and what it asks of the runtime happen together, or not at all. */
class JoinTest {

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();
  private final AtomicInteger calls = new AtomicInteger();
  private final PostgresStorage storage =
      PostgresStorage.builder(server.url()).schema(schema).maximumPoolSize(6).open();

  /** Looks for work by itself only once an hour: it has to be told. */
  private final Mplp mplp =
      MplpRuntime.builder().ownedStorage(storage).poll(Duration.ofHours(1)).build();

  private final Context context = mplp.contexts().open("Orders", Root.of("shop", "test"));

  @BeforeEach
  void prepare() {
    server.execute("create table " + schema + ".customer_order (id uuid primary key, plan text)");
    mplp.handlers()
        .registerDefault(
            call -> {
              calls.incrementAndGet();
              return StepResult.completed();
            });
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
    server.execute("drop schema " + schema + " cascade");
  }

  private Plan plan() {
    return Plan.builder(context.contextId(), "Deliver", "The customer has it")
        .step("Pack", "packer")
        .step("Send", step -> step.role("packer").after("Pack"))
        .build();
  }

  /** Plain JDBC: an order and the plan that delivers it, in one transaction. */
  private ExecutionId order(Connection connection, UUID order, Plan plan) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into " + schema + ".customer_order (id, plan) values (?, ?)")) {
      insert.setObject(1, order);
      insert.setString(2, plan.planId().value());
      insert.executeUpdate();
    }
    Mplp joined = mplp.over(storage.join(connection));
    joined.plans().create(plan);
    return joined.plans().execute(plan.planId()).executionId();
  }

  /** A pool, and everything that can go wrong undoes everything. */
  private ExecutionId orderFromPool(DataSource pool, UUID order, Plan plan) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      try {
        ExecutionId execution = order(connection, order, plan);
        connection.commit();
        return execution;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private long orders() throws SQLException {
    try (Connection connection = server.connect()) {
      return new Query("select count(*) from " + schema + ".customer_order")
          .first(connection, Row::big)
          .orElseThrow();
    }
  }

  @Test
  void plainJdbc_nothingIsSeenBeforeTheCommit_andTheWorkersAreToldByIt() throws Exception {
    Plan plan = plan();
    ExecutionId execution;
    try (Connection connection = server.connect()) {
      execution = order(connection, UUID.randomUUID(), plan);
      assertThatThrownBy(() -> mplp.plans().get(plan.planId()))
          .isInstanceOf(NotFoundException.class);
      assertThat(mplp.over(storage.join(connection)).plans().get(plan.planId()).steps()).hasSize(2);
      assertThat(calls).hasValue(0);
      connection.commit();
    }
    assertThat(mplp.plans().execution(execution).await(Duration.ofSeconds(30)).isCompleted())
        .isTrue();
    assertThat(orders()).isEqualTo(1);
    assertThat(calls).hasValue(2);
  }

  @Test
  void rollback_takesEverythingBack() throws Exception {
    Plan plan = plan();
    long head;
    try (Connection connection = server.connect()) {
      order(connection, UUID.randomUUID(), plan);
      head = storage.log().head();
      connection.rollback();
    }
    assertThatThrownBy(() -> mplp.plans().get(plan.planId())).isInstanceOf(NotFoundException.class);
    assertThat(orders()).isZero();
    ExecutionId next = orderFromPool(source(), UUID.randomUUID(), plan);
    assertThat(mplp.plans().execution(next).await(Duration.ofSeconds(30)).isCompleted()).isTrue();
    assertThat(storage.log().head()).isGreaterThanOrEqualTo(head);
    assertThat(calls).hasValue(2);
  }

  private DataSource source() {
    DatabaseUrl url = DatabaseUrl.parse(server.url());
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url.jdbcUrl());
    source.setUser(url.user());
    return source;
  }

  @Test
  void pool_commits_andWhatFailsUndoesAll() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source());
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      UUID order = UUID.randomUUID();
      ExecutionId execution = orderFromPool(pool, order, plan());
      Plan second = plan();
      assertThatThrownBy(() -> orderFromPool(pool, order, second)).isInstanceOf(SQLException.class);
      assertThat(mplp.plans().execution(execution).await(Duration.ofSeconds(30)).isCompleted())
          .isTrue();
      assertThatThrownBy(() -> mplp.plans().get(second.planId()))
          .isInstanceOf(NotFoundException.class);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void conflict_leavesTheTransactionUsable_andNoSettingBehind() throws Exception {
    Plan plan = mplp.plans().create(plan());
    try (Connection connection = server.connect()) {
      connection.setAutoCommit(false);
      List<String> before = settings(connection);
      Mplp joined = mplp.over(storage.join(connection));
      Plan other = joined.plans().create(plan());
      assertThat(settings(connection)).isEqualTo(before);
      assertThatThrownBy(() -> joined.plans().create(plan)).isInstanceOf(ConflictException.class);
      assertThat(settings(connection)).isEqualTo(before);
      joined.plans().create(plan());
      connection.commit();
      assertThat(mplp.plans().get(other.planId()).steps()).hasSize(2);
      assertThat(settings(connection)).isEqualTo(before);
    }
  }

  private static List<String> settings(Connection connection) throws SQLException {
    return new Query("select name || '=' || setting from pg_settings order by 1")
        .list(connection, Row::text);
  }

  @Test
  void otherModes_areRefused_andSoAreWorkers() throws Exception {
    try (Connection connection = server.connect()) {
      assertThatThrownBy(() -> storage.join(connection))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("setAutoCommit(false)");
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      assertThatThrownBy(() -> storage.join(connection))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("read committed");
      connection.rollback();
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      MplpRuntime.Builder own = MplpRuntime.builder().storage(storage.join(connection));
      assertThatThrownBy(own::build)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("mplp.over");
    }
  }

  @Test
  void messagesOfATransaction_andOfThoseThatWaitForIt_landInTurn() throws Exception {
    DialogId dialog = mplp.dialogs().open(context.contextId()).dialogId();
    CompletableFuture<SentMessage> waiting;
    try (Connection connection = server.connect()) {
      connection.setAutoCommit(false);
      Mplp joined = mplp.over(storage.join(connection));
      joined.dialogs().send(dialog, MessageDraft.agent("first"));
      waiting =
          CompletableFuture.supplyAsync(
              () -> mplp.dialogs().send(dialog, MessageDraft.agent("third")));
      awaitBlocked(waiting);
      joined.dialogs().send(dialog, MessageDraft.agent("second"));
      connection.commit();
    }
    assertThat(waiting.get(30, TimeUnit.SECONDS).sequence()).isEqualTo(2);
    assertThat(mplp.dialogs().get(dialog).messages())
        .extracting(DialogMessage::content)
        .containsExactly("first", "second", "third");
  }

  /** Until somebody waits for the rows of the open transaction. */
  private void awaitBlocked(CompletableFuture<?> waiting) throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    boolean blocked = false;
    while (!blocked) {
      assertThat(System.nanoTime()).as("blocked in time").isLessThan(end);
      assertThat(waiting).isNotDone();
      try (Connection connection = server.connect()) {
        blocked =
            new Query(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and"
                            + " query like '%"
                            + schema
                            + "%'")
                    .first(connection, Row::big)
                    .orElseThrow()
                > 0;
      }
    }
  }
}
