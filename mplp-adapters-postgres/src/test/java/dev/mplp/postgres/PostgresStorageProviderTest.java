package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.StorageProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresStorageProviderTest {

  private final StorageProvider provider =
      ServiceLoader.load(StorageProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(found -> found.supports("postgresql://host/db"))
          .findFirst()
          .orElseThrow();

  @Test
  void supports_goesByScheme() {
    assertThat(provider.supports("postgres://host/db")).isTrue();
    assertThat(provider.supports("jdbc:postgresql://host/db")).isTrue();
    assertThat(provider.supports("mysql://host/db")).isFalse();
  }

  @Test
  void open_usesTheSchemaOfTheEnvironment() {
    PostgresServer server = PostgresServer.shared();
    String schema = PostgresServer.freshSchema();
    Map<String, String> environment = Map.of("DATABASE_SCHEMA", schema, "DATABASE_POOL_SIZE", "2");

    try (Storage storage = provider.open(server.url(), environment)) {
      assertThat(storage.log().head()).isZero();
      server.execute("select log_identity from " + schema + ".storage");
    } finally {
      server.execute("drop schema " + schema + " cascade");
    }
  }

  @Test
  void open_withAnUnusablePoolSize_namesTheVariable() {
    Map<String, String> environment = Map.of("DATABASE_POOL_SIZE", "many");

    assertThatThrownBy(() -> provider.open("postgresql://host/db", environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DATABASE_POOL_SIZE");
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_MIGRATE, perhaps",
    "DATABASE_NOTIFICATIONS, 1",
    "DATABASE_STATEMENT_TIMEOUT, 30s",
    "DATABASE_LOCK_TIMEOUT, -1",
    "DATABASE_IDLE_TRANSACTION_TIMEOUT, 0",
    "DATABASE_SCHEMA, 12345678901234567890123456789012345678901234567890x",
  })
  void open_withAnUnusableValue_isRefused(String name, String value) {
    assertThatThrownBy(() -> provider.open("postgresql://host/db", Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void open_setsTheLimitsOfTheEnvironment() {
    PostgresServer server = PostgresServer.shared();
    String schema = PostgresServer.freshSchema();
    Map<String, String> environment =
        Map.of(
            "DATABASE_SCHEMA", schema,
            "DATABASE_STATEMENT_TIMEOUT", "1234",
            "DATABASE_LOCK_TIMEOUT", "2345",
            "DATABASE_IDLE_TRANSACTION_TIMEOUT", "3456",
            "DATABASE_NOTIFICATIONS", "false");

    try (Storage storage = provider.open(server.url(), environment)) {
      Database database = ((PostgresStorage) storage).database();
      assertThat(setting(database, "statement_timeout")).isEqualTo("1234ms");
      assertThat(setting(database, "lock_timeout")).isEqualTo("2345ms");
      assertThat(setting(database, "idle_in_transaction_session_timeout")).isEqualTo("3456ms");
    } finally {
      server.execute("drop schema " + schema + " cascade");
    }
  }

  private static String setting(Database database, String name) {
    return database.call(
        connection ->
            new Query("select current_setting(?)")
                .with(name)
                .first(connection, Row::text)
                .orElseThrow());
  }

  @Test
  void open_withMigrateFalse_onlyVerifies() {
    Map<String, String> environment =
        Map.of("DATABASE_SCHEMA", PostgresServer.freshSchema(), "DATABASE_MIGRATE", "false");

    assertThatThrownBy(() -> provider.open(PostgresServer.shared().url(), environment))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("migrate()");
  }

  @Test
  void refusedPassword_isInNoMessage() {
    try (PostgresServer server = PostgresServer.start("fsync=off")) {
      server.requirePasswords();
      Map<String, String> environment = Map.of("DATABASE_PASSWORD", "sesame-open");

      assertThatThrownBy(() -> provider.open(server.url(), environment))
          .isInstanceOf(StorageException.class)
          .satisfies(
              thrown -> {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).contains("password").doesNotContain("sesame");
              });
    }
  }
}
