package dev.mplp.metrics;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Meters of what replicas share, such as Redis. Reading them asks nobody but this process. */
public final class SharedMemoryMetrics implements MeterBinder {

  private final SharedMemory memory;

  /** Meters of this memory, which stays the caller's and is open for as long as they are read. */
  public SharedMemoryMetrics(SharedMemory memory) {
    this.memory = requireNonNull(memory, "memory");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    requireNonNull(registry, "registry");
    Gauge.builder(MeterNames.SHARED_UP, memory, m -> m.health().available() ? 1 : 0)
        .register(registry);
    TimeGauge.builder(
            MeterNames.SHARED_RESPONSE,
            memory,
            TimeUnit.NANOSECONDS,
            m -> m.health().responseTime().toNanos())
        .register(registry);
    counter(registry, MeterNames.SHARED_CALLS, SharedMemoryHealth::calls);
    counter(registry, MeterNames.SHARED_FAILURES, SharedMemoryHealth::failures);
    counter(registry, MeterNames.SHARED_REFUSED, SharedMemoryHealth::refused);
    counter(registry, MeterNames.SHARED_OUTAGES, SharedMemoryHealth::outages);
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<SharedMemoryHealth> figure) {
    FunctionCounter.builder(name, memory, m -> figure.applyAsDouble(m.health())).register(registry);
  }
}
