package dev.mplp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.postgres.PostgresStorage;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class StorageMetricsTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void postgres_tellsItsFigures_andThatItIsGone_andBack() {
    try (PostgresServer server = PostgresServer.start();
        Storage storage = PostgresStorage.connect(server.url());
        StorageMetrics metrics = new StorageMetrics(storage, SHORT)) {
      metrics.bindTo(registry);
      assertThat(registry.scrape())
          .contains(
              "mplp_storage_up 1.0",
              "mplp_queue_depth 0.0",
              "mplp_queue_age_seconds 0.0",
              "mplp_log_unpositioned 0.0",
              "mplp_commits_waiting 0.0",
              "mplp_database_connections_active ",
              "mplp_database_connections_idle ",
              "mplp_database_connections_waiting 0.0");
      assertThat(gauge(MeterNames.CONNECTIONS_MAX)).isPositive();
      assertThat(gauge(MeterNames.STORAGE_RESPONSE)).isPositive();
      server.kill();
      await("it is told to be gone", () -> gauge(MeterNames.STORAGE_UP) == 0);
      assertThat(registry.scrape()).contains("mplp_queue_depth NaN");
      server.restart();
      await("it is told to be back", () -> gauge(MeterNames.STORAGE_UP) == 1);
      assertThat(gauge(MeterNames.QUEUE_DEPTH)).isZero();
    }
  }

  @Test
  void memory_hasNoConnections() {
    try (InMemoryStorage storage = InMemoryStorage.builder().build();
        StorageMetrics metrics = new StorageMetrics(storage, SHORT)) {
      metrics.bindTo(registry);
      assertThat(registry.scrape())
          .contains("mplp_storage_up 1.0")
          .doesNotContain("mplp_database_connections");
    }
  }

  @Test
  void close_takesTheGaugesAway_fromEveryRegistry() {
    SimpleMeterRegistry other = new SimpleMeterRegistry();
    try (InMemoryStorage storage = InMemoryStorage.builder().build()) {
      StorageMetrics metrics = new StorageMetrics(storage, SHORT);
      metrics.bindTo(registry);
      metrics.bindTo(other);
      assertThat(other.getMeters()).hasSize(7);
      metrics.close();
      assertThat(registry.getMeters()).isEmpty();
      assertThat(other.getMeters()).isEmpty();
    }
  }

  private double gauge(String name) {
    return name.equals(MeterNames.STORAGE_RESPONSE)
        ? registry.get(name).timeGauge().value(TimeUnit.SECONDS)
        : registry.get(name).gauge().value();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
