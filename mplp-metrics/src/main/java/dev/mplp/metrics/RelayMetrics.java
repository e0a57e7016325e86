package dev.mplp.metrics;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.observe.RelayFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Meters of the relay that brings events to a broker: {@code new
 * RelayMetrics(mplp).bindTo(registry)}. They are answered from memory. A runtime without a broker
 * has none. Of several processes over one storage one relays at a time, so rates are summed over
 * all of them, and what waits is the most that any of them tells.
 */
public final class RelayMetrics implements MeterBinder, AutoCloseable {

  private final Mplp mplp;
  private final List<Bound> bound = new ArrayList<>();

  private record Bound(MeterRegistry registry, Meter meter) {}

  /** Meters of the relay of this runtime, which stays the caller's. */
  public RelayMetrics(Mplp mplp) {
    this.mplp = requireNonNull(mplp, "mplp");
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    requireNonNull(registry, "registry");
    if (mplp.relay().isEmpty()) {
      return;
    }
    gauge(registry, MeterNames.RELAY_LEADER, now -> now.relaying() ? 1 : 0);
    gauge(registry, MeterNames.RELAY_WAITING, RelayFigures::waiting);
    counter(registry, MeterNames.RELAY_SENT, RelayFigures::sent);
    counter(registry, MeterNames.RELAY_RETRIED, RelayFigures::retried);
    counter(registry, MeterNames.RELAY_REFUSED, RelayFigures::refused);
    keep(
        registry,
        FunctionTimer.builder(
                MeterNames.RELAY_CONFIRMED,
                mplp,
                one -> (long) value(one, RelayFigures::confirmed),
                one -> value(one, now -> now.confirming().toNanos()),
                TimeUnit.NANOSECONDS)
            .description(MeterTexts.of(MeterNames.RELAY_CONFIRMED))
            .register(registry));
  }

  private static double value(Mplp mplp, ToDoubleFunction<RelayFigures> figure) {
    return mplp.relay().map(figure::applyAsDouble).orElse(0.0);
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<RelayFigures> figure) {
    keep(
        registry,
        Gauge.builder(name, mplp, one -> value(one, figure))
            .description(MeterTexts.of(name))
            .register(registry));
  }

  private void counter(MeterRegistry registry, String name, ToDoubleFunction<RelayFigures> figure) {
    keep(
        registry,
        FunctionCounter.builder(name, mplp, one -> value(one, figure))
            .description(MeterTexts.of(name))
            .register(registry));
  }

  private void keep(MeterRegistry registry, Meter meter) {
    bound.add(new Bound(registry, meter));
  }

  /** Takes the meters out of their registries. */
  @Override
  public synchronized void close() {
    bound.forEach(each -> each.registry.remove(each.meter));
    bound.clear();
  }
}
