package dev.mplp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.ExportFigures;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class ExportMetricsTest {

  @Test
  void export_tellsWhatItSends() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ExportMetrics metrics = new ExportMetrics(() -> new ExportFigures(true, 7, 6, 5, 4, 3, 2));
    metrics.bindTo(registry);
    assertThat(registry.scrape())
        .contains(
            "mplp_export_leader 1.0",
            "mplp_export_waiting 7.0",
            "mplp_export_traces_total 6.0",
            "mplp_export_spans_total 5.0",
            "mplp_export_refused_total 4.0",
            "mplp_export_retried_total 3.0",
            "mplp_export_left_out_total 2.0");
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }
}
