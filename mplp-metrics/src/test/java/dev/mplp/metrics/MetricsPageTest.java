package dev.mplp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.postgres.PostgresStorage;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about metrics: its example runs, its table has every meter and nothing else. */
class MetricsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(mplp\\.[a-z.]+)` \\|", Pattern.MULTILINE);

  @Test
  void table_hasEveryMeter() throws Exception {
    Set<String> rows = new TreeSet<>();
    Matcher matcher = ROW.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      rows.add(matcher.group(1));
    }
    Set<String> names = new TreeSet<>();
    for (Field field : MeterNames.class.getFields()) {
      assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
      String name = (String) field.get(null);
      if (name.startsWith("mplp.")) {
        names.add(name);
        assertThat(MeterTexts.of(name)).isNotBlank();
      }
    }
    assertThat(rows).isEqualTo(names).isNotEmpty();
  }

  @Test
  void example_tellsOfTheRuntimeAndItsStorage() {
    String url = PostgresServer.shared().url();
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Storage storage = PostgresStorage.connect(url);
        StorageMetrics metrics = new StorageMetrics(storage);
        Mplp mplp =
            MplpRuntime.builder()
                .storage(storage)
                .listener(new MetricsListener(registry))
                .build()) {
      metrics.bindTo(registry);
      assertThat(mplp.principal()).isNotNull();
      assertThat(registry.scrape())
          .contains("mplp_steps_started_total", "mplp_database_connections_max");
    }
  }
}
