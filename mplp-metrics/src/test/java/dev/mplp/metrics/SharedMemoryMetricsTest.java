package dev.mplp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.Sharing;
import dev.mplp.runtime.memory.InMemoryShared;
import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Presence;
import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryHealth;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedMemoryMetricsTest {

  /** One with these figures. */
  private record Figures(SharedMemory of, SharedMemoryHealth health) implements SharedMemory {
    @Override
    public ObjectCache objects() {
      return of.objects();
    }

    @Override
    public RateLimiter limiter() {
      return of.limiter();
    }

    @Override
    public Presence presence() {
      return of.presence();
    }

    @Override
    public LiveEvents live() {
      return of.live();
    }

    @Override
    public void close() {
      of.close();
    }
  }

  @Test
  void figures_areThoseOfTheMemory() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SharedMemoryHealth health =
        new SharedMemoryHealth(false, "away", Duration.ofMillis(3), 40, 30, 20, 10);
    try (SharedMemory memory = new Figures(InMemoryShared.create(), health)) {
      new SharedMemoryMetrics(memory).bindTo(registry);
      assertThat(registry.get("mplp.shared.up").gauge().value()).isZero();
      assertThat(registry.get("mplp.shared.response").timeGauge().value(TimeUnit.MILLISECONDS))
          .isEqualTo(3);
      assertThat(count(registry, "mplp.shared.calls")).isEqualTo(40);
      assertThat(count(registry, "mplp.shared.failures")).isEqualTo(30);
      assertThat(count(registry, "mplp.shared.refused")).isEqualTo(20);
      assertThat(count(registry, "mplp.shared.outages")).isEqualTo(10);
    }
  }

  @Test
  void memoryThatIsThere_isUp() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SharedMemory memory = InMemoryShared.create();
    new SharedMemoryMetrics(memory).bindTo(registry);
    assertThat(registry.get("mplp.shared.up").gauge().value()).isEqualTo(1);
    memory.close();
    assertThat(registry.get("mplp.shared.up").gauge().value()).isZero();
  }

  @Test
  void runtime_tellsOfWhatItShares_andNothingWithoutAny() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Mplp alone = MplpRuntime.builder().build()) {
      SharedMemoryMetrics.of(alone).bindTo(registry);
      assertThat(registry.getMeters()).isEmpty();
    }
    try (SharedMemory memory = InMemoryShared.create();
        Mplp mplp = MplpRuntime.builder().sharing(Sharing.over(memory)).build()) {
      SharedMemoryMetrics.of(mplp).bindTo(registry);
      assertThat(registry.get("mplp.shared.up").gauge().value()).isEqualTo(1);
    }
  }

  private static double count(SimpleMeterRegistry registry, String name) {
    return registry.get(name).functionCounter().count();
  }
}
