package dev.mplp.metrics;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryHealth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Meters of what replicas share, such as Redis. Reading them asks nobody but this process. */
public final class SharedMemoryMetrics implements MeterBinder {

  private final Supplier<Optional<SharedMemoryHealth>> memory;

  /** Meters of this memory, which stays the caller's and is open for as long as they are read. */
  public SharedMemoryMetrics(SharedMemory memory) {
    requireNonNull(memory, "memory");
    this.memory = () -> Optional.of(memory.health());
  }

  private SharedMemoryMetrics(Mplp mplp) {
    this.memory = mplp::sharedMemory;
  }

  /** Meters of what this runtime shares; none when it shares nothing. */
  public static SharedMemoryMetrics of(Mplp mplp) {
    return new SharedMemoryMetrics(requireNonNull(mplp, "mplp"));
  }

  /** The meters keep this alive by the functions that they ask. */
  @Override
  public void bindTo(MeterRegistry registry) {
    requireNonNull(registry, "registry");
    if (memory.get().isEmpty()) {
      return;
    }
    Gauge.builder(MeterNames.SHARED_UP, memory, m -> value(h -> h.available() ? 1 : 0))
        .description(MeterTexts.of(MeterNames.SHARED_UP))
        .register(registry);
    TimeGauge.builder(
            MeterNames.SHARED_RESPONSE,
            memory,
            TimeUnit.NANOSECONDS,
            m -> value(h -> h.responseTime().toNanos()))
        .description(MeterTexts.of(MeterNames.SHARED_RESPONSE))
        .register(registry);
    counter(registry, MeterNames.SHARED_CALLS, SharedMemoryHealth::calls);
    counter(registry, MeterNames.SHARED_FAILURES, SharedMemoryHealth::failures);
    counter(registry, MeterNames.SHARED_REFUSED, SharedMemoryHealth::refused);
    counter(registry, MeterNames.SHARED_OUTAGES, SharedMemoryHealth::outages);
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<SharedMemoryHealth> figure) {
    FunctionCounter.builder(name, memory, m -> value(figure))
        .description(MeterTexts.of(name))
        .register(registry);
  }

  private double value(ToDoubleFunction<SharedMemoryHealth> figure) {
    return memory.get().map(figure::applyAsDouble).orElse(0.0);
  }
}
