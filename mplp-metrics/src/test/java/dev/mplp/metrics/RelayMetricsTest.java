package dev.mplp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Root;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RelayMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void relay_tellsWhatItSends() {
    try (InMemoryBroker broker = InMemoryBroker.create();
        Mplp mplp = MplpRuntime.builder().events(EventsOut.to(broker)).build()) {
      RelayMetrics metrics = new RelayMetrics(mplp);
      metrics.bindTo(registry);
      mplp.contexts().open("Loan", Root.of("finance", "test"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (registry.get(MeterNames.RELAY_CONFIRMED).functionTimer().count() < 1) {
        assertThat(System.nanoTime()).as("waited in vain for an event").isLessThan(end);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }

      assertThat(registry.scrape())
          .contains(
              "mplp_relay_leader 1.0",
              "mplp_relay_waiting ",
              "mplp_relay_sent_total ",
              "mplp_relay_confirmed_seconds_count ",
              "mplp_relay_retried_total 0.0",
              "mplp_relay_refused_total 0.0");
      assertThat(registry.get(MeterNames.RELAY_SENT).functionCounter().count()).isPositive();
      assertThat(
              registry
                  .get(MeterNames.RELAY_CONFIRMED)
                  .functionTimer()
                  .totalTime(TimeUnit.NANOSECONDS))
          .isPositive();
      metrics.close();
      assertThat(registry.getMeters()).isEmpty();
    }
  }

  @Test
  void runtimeWithoutABroker_hasNone() {
    SimpleMeterRegistry other = new SimpleMeterRegistry();
    try (Mplp mplp = MplpRuntime.builder().build();
        RelayMetrics metrics = new RelayMetrics(mplp)) {
      metrics.bindTo(other);
      assertThat(other.getMeters()).isEmpty();
    }
  }
}
