package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a key nothing readable reaches the database, and keys are changed while work goes on. */
class EncryptedDatabaseTest {

  private static final String ONE = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String TWO = "k2:YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=";

  private final PostgresServer server = PostgresServer.shared();
  private final String schema = PostgresServer.freshSchema();

  @AfterEach
  void drop() {
    server.execute("drop schema if exists " + schema + " cascade");
  }

  private Mplp runtime(Map<String, String> environment) {
    Mplp mplp =
        MplpRuntime.builder()
            .ownedStorage(PostgresStorage.builder(server.url()).schema(schema).open())
            .encryption(environment)
            .build();
    mplp.handlers()
        .registerDefault(call -> StepResult.completed(JsonObject.of("answer", "zebra output")));
    return mplp;
  }

  private static Execution run(Mplp mplp) throws Exception {
    Context context = mplp.contexts().open("zebra title", Root.of("domain", "test"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "zebra plan", "zebra objective")
                    .step("zebra first", "r")
                    .step("zebra second", step -> step.role("r").after("zebra first"))
                    .build());
    Execution execution = mplp.plans().execute(plan.planId());
    assertThat(execution.await(Duration.ofSeconds(30)).isCompleted()).isTrue();
    return execution;
  }

  /** Tables with a row that shows the word, as text or as bytes. */
  private List<String> tablesThatShow(String word) throws SQLException {
    try (Connection connection = server.connect()) {
      List<String> tables =
          new Query("select table_name from information_schema.tables where table_schema = ?")
              .with(schema)
              .list(connection, Row::text);
      assertThat(tables).contains("document", "item", "log", "step_run");
      return tables.stream().filter(table -> shows(connection, table, word)).toList();
    }
  }

  private boolean shows(Connection connection, String table, String word) {
    try {
      return !new Query(
              """
              select true from %s.%s t
               where t::text like '%%' || ? || '%%' or t::text like '%%' || ? || '%%' limit 1"""
                  .formatted(schema, table))
          .with(word)
          .with(HexFormat.of().formatHex(word.getBytes(UTF_8)))
          .list(connection, Row::bool)
          .isEmpty();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withAKey_noPlainTextReachesTheDatabase_withoutOneItDoes() throws Exception {
    try (Mplp plain = runtime(Map.of())) {
      run(plain);
    }
    assertThat(tablesThatShow("zebra")).contains("document", "item", "log", "step_run");
    drop();
    try (Mplp encrypted = runtime(Map.of("ENCRYPTION_KEY", ONE))) {
      Execution execution = run(encrypted);
      assertThat(execution.await(Duration.ofSeconds(1)).steps().get(1).output())
          .isEqualTo(JsonObject.of("answer", "zebra output"));
      assertThat(encrypted.traces().get(execution.snapshot().traceId()).segments()).isNotEmpty();
    }
    assertThat(tablesThatShow("zebra")).isEmpty();
  }

  @Test
  void keys_areChangedWhileProcessesOfBothKindsWork() throws Exception {
    Map<String, String> oneFirst = Map.of("ENCRYPTION_KEY", ONE + "," + TWO);
    Map<String, String> twoFirst = Map.of("ENCRYPTION_KEY", TWO + "," + ONE);
    Plan old;
    try (Mplp first = runtime(oneFirst)) {
      old = first.plans().get(run(first).planId());
      try (Mplp second = runtime(twoFirst)) {
        assertThat(second.plans().get(old.planId())).isEqualTo(old);
        Plan ofEither = second.plans().get(run(second).planId());
        assertThat(first.plans().get(ofEither.planId())).isEqualTo(ofEither);
      }
    }
    Plan fresh;
    try (Mplp second = runtime(twoFirst)) {
      fresh = second.plans().get(run(second).planId());
    }
    try (Mplp without = runtime(Map.of("ENCRYPTION_KEY", TWO))) {
      assertThat(without.plans().get(fresh.planId())).isEqualTo(fresh);
      assertThatThrownBy(() -> without.plans().get(old.planId()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("k1");
    }
  }

  @Test
  void transactionOfTheHost_isEncryptedToo() throws Exception {
    try (PostgresStorage storage = PostgresStorage.builder(server.url()).schema(schema).open();
        Mplp mplp =
            MplpRuntime.builder()
                .storage(storage)
                .encryption(Map.of("ENCRYPTION_KEY", ONE))
                .build()) {
      Context context = mplp.contexts().open("zebra title", Root.of("domain", "test"));
      Plan plan =
          Plan.builder(context.contextId(), "zebra", "zebra").step("zebra", "nobody").build();
      try (Connection connection = server.connect()) {
        connection.setAutoCommit(false);
        mplp.over(storage.join(connection)).plans().create(plan);
        connection.commit();
      }
      assertThat(mplp.plans().get(plan.planId()).title()).isEqualTo("zebra");
      assertThat(tablesThatShow("zebra")).isEmpty();
    }
  }

  @Test
  void plainStorage_isTakenOver() throws Exception {
    Plan plan;
    try (Mplp plain = runtime(Map.of())) {
      plan = plain.plans().get(run(plain).planId());
    }
    try (Mplp taken = runtime(Map.of("ENCRYPTION_KEY", ONE, "ENCRYPTION_ACCEPT_PLAIN", "true"))) {
      assertThat(taken.plans().get(plan.planId())).isEqualTo(plan);
      run(taken);
    }
    try (Mplp strict = runtime(Map.of("ENCRYPTION_KEY", ONE))) {
      assertThatThrownBy(() -> strict.plans().get(plan.planId()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("not encrypted");
    }
  }
}
