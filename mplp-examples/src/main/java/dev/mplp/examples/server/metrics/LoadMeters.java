package dev.mplp.examples.server.metrics;

import dev.mplp.examples.server.http.ServerLoad;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** How much a server has to do, and what it refuses as that is too much, read when it is asked. */
final class LoadMeters {

  private static final String PREFIX = "mplp.http.";

  private final MeterRegistry registry;
  private final Supplier<ServerLoad> load;

  private LoadMeters(MeterRegistry registry, Supplier<ServerLoad> load) {
    this.registry = registry;
    this.load = load;
  }

  /** Registers them. */
  static void register(MeterRegistry registry, Supplier<ServerLoad> load, IntSupplier streams) {
    LoadMeters meters = new LoadMeters(registry, load);
    meters.gauge("calls.active", "calls under way that count", ServerLoad::calls);
    meters.gauge("calls.max", "calls under way at most", ServerLoad::mostCalls);
    meters.gauge("bodies.awaited", "requests whose bodies are on their way", ServerLoad::awaited);
    meters.gauge("threads.active", "threads at work", ServerLoad::threads);
    meters.gauge("threads.max", "threads at work at most", ServerLoad::mostThreads);
    meters.gauge("threads.queued", "what waits for a thread", ServerLoad::queued);
    meters.gauge("connections.open", "open connections", ServerLoad::connections);
    Gauge.builder(PREFIX + "streams.open", streams, IntSupplier::getAsInt)
        .description("streams of events and long polls")
        .strongReference(true)
        .register(registry);
    ServerLoad.LIMITS.forEach(meters::refused);
  }

  private void gauge(String name, String meaning, ToIntFunction<ServerLoad> of) {
    Gauge.builder(PREFIX + name, load, from -> of.applyAsInt(from.get()))
        .description(meaning)
        .strongReference(true)
        .register(registry);
  }

  private void refused(String limit) {
    FunctionCounter.builder(
            PREFIX + "requests.refused", load, from -> from.get().refused().get(limit))
        .description("requests refused as too much was under way")
        .tag("limit", limit)
        .register(registry);
  }
}
