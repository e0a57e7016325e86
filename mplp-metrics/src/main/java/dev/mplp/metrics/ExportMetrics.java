package dev.mplp.metrics;

import static java.util.Objects.requireNonNull;

import dev.mplp.observe.ExportFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Meters of an export of Traces: {@code new ExportMetrics(export::figures).bindTo(registry)}. They
 * are answered from memory. Of several processes over one storage one sends at a time, so rates are
 * summed over all of them, and what waits is the most that any of them tells.
 */
public final class ExportMetrics implements MeterBinder, AutoCloseable {

  private final Supplier<ExportFigures> figures;
  private final Deque<Runnable> bound = new ArrayDeque<>();

  /** Meters of these figures. */
  public ExportMetrics(Supplier<ExportFigures> figures) {
    this.figures = requireNonNull(figures, "figures");
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    requireNonNull(registry, "registry");
    gauge(registry, MeterNames.EXPORT_LEADER, now -> now.sending() ? 1 : 0);
    gauge(registry, MeterNames.EXPORT_WAITING, ExportFigures::waiting);
    counter(registry, MeterNames.EXPORT_TRACES, ExportFigures::traces);
    counter(registry, MeterNames.EXPORT_SPANS, ExportFigures::spans);
    counter(registry, MeterNames.EXPORT_REFUSED, ExportFigures::refused);
    counter(registry, MeterNames.EXPORT_RETRIED, ExportFigures::retried);
    counter(registry, MeterNames.EXPORT_LEFT_OUT, ExportFigures::leftOut);
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<ExportFigures> figure) {
    keep(
        registry,
        Gauge.builder(name, figures, one -> figure.applyAsDouble(one.get()))
            .description(MeterTexts.of(name))
            .register(registry));
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<ExportFigures> figure) {
    keep(
        registry,
        FunctionCounter.builder(name, figures, one -> figure.applyAsDouble(one.get()))
            .description(MeterTexts.of(name))
            .register(registry));
  }

  private void keep(MeterRegistry registry, Meter meter) {
    bound.push(() -> registry.remove(meter));
  }

  /** Takes the meters out of their registries. */
  @Override
  public synchronized void close() {
    while (!bound.isEmpty()) {
      bound.pop().run();
    }
  }
}
