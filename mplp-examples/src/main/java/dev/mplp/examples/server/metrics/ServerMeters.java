package dev.mplp.examples.server.metrics;

import dev.mplp.Mplp;
import dev.mplp.examples.server.http.ServerLoad;
import dev.mplp.metrics.ExportMetrics;
import dev.mplp.metrics.MetricsListener;
import dev.mplp.metrics.RelayMetrics;
import dev.mplp.metrics.SharedMemoryMetrics;
import dev.mplp.metrics.StorageMetrics;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.TraceExport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters of a server, in one registry: those of requests, of the runtime and what it stands on,
 * and of the JVM. Given to the runtime as {@link #listener} when it is built, and told of it by
 * {@link #watch} afterwards.
 */
public final class ServerMeters implements AutoCloseable {

  /** Meters of Micrometer whose names Prometheus' own rules forbid. */
  private static final List<String> MISNAMED = List.of("process.cpu.time", "system.cpu.count");

  private final PrometheusMeterRegistry registry = registry();
  private final RuntimeListener listener = new MetricsListener(registry);
  private final HttpMeters http = new HttpMeters(registry);
  private final Deque<Runnable> closing = new ArrayDeque<>();

  /** Meters that nothing is measured by yet, but the JVM. */
  public ServerMeters() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    closing.push(collections::close);
    FunctionCounter.builder("process.cpu", this, ignored -> cpuSeconds())
        .baseUnit("seconds")
        .description("processor time that the process has used")
        .register(registry);
    Gauge.builder("process.resident.memory", ResidentMemory::bytes)
        .baseUnit("bytes")
        .description("memory of the process that is in RAM")
        .register(registry);
  }

  /** What is filtered is said before the first meter is there. */
  private static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    MISNAMED.forEach(name -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
    return registry;
  }

  private static double cpuSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(time -> time.toNanos() / 1e9)
        .orElse(Double.NaN);
  }

  /** For the builder of the runtime. */
  public RuntimeListener listener() {
    return listener;
  }

  /** The meters of requests. */
  public HttpMeters http() {
    return http;
  }

  /** Measures the storage, the relay and the shared memory of a runtime, until this is closed. */
  public void watch(Mplp mplp) {
    StorageMetrics storage = StorageMetrics.of(mplp);
    closing.push(storage::close);
    storage.bindTo(registry);
    RelayMetrics relay = new RelayMetrics(mplp);
    closing.push(relay::close);
    relay.bindTo(registry);
    SharedMemoryMetrics.of(mplp).bindTo(registry);
  }

  /** Measures an export of Traces, until this is closed. */
  void watch(TraceExport export) {
    ExportMetrics metrics = new ExportMetrics(export::figures);
    closing.push(metrics::close);
    metrics.bindTo(registry);
  }

  /** Measures a server. */
  public void watch(Supplier<ServerLoad> load, IntSupplier streams) {
    LoadMeters.register(registry, load, streams);
  }

  /**
   * All of them as text.
   *
   * @param accept what the one who asks can read; null for the classic form of Prometheus
   */
  Scrape scrape(@Nullable String accept) {
    return Scrape.of(registry, accept);
  }

  /** Measures no more; what was measured can still be read. Idempotent. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
