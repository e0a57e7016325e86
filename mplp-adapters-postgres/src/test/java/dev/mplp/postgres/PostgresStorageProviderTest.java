package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

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
}
