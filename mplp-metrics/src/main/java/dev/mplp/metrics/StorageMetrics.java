package dev.mplp.metrics;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageHealth;
import dev.mplp.spi.StorageHealth.Connections;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of a storage. It is asked at intervals on a thread of its own, never by the one that reads
 * the gauges: a scrape answers at once although the database does not. When the storage cannot be
 * asked, {@link MeterNames#STORAGE_UP} is 0 and the other gauges are not a number.
 */
public final class StorageMetrics implements MeterBinder, AutoCloseable {

  /** How often a storage is asked unless told otherwise. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(StorageMetrics.class);

  private final Supplier<StorageHealth> storage;
  private final ScheduledThreadPoolExecutor thread;
  private final ScheduledFuture<?> asking;
  private final List<Bound> bound = new ArrayList<>();
  private volatile @Nullable StorageHealth health;
  private volatile long unreadable;

  /** Gauges of this storage, asked at {@link #DEFAULT_INTERVAL}. */
  public StorageMetrics(Storage storage) {
    this(storage, DEFAULT_INTERVAL);
  }

  /** Gauges of the storage of this runtime, which stays the caller's. */
  public static StorageMetrics of(Mplp mplp) {
    return new StorageMetrics(requireNonNull(mplp, "mplp")::storageHealth, DEFAULT_INTERVAL);
  }

  /**
   * Gauges of this storage, which is first asked before this returns.
   *
   * @param storage stays the caller's
   * @param interval between two questions
   * @throws IllegalArgumentException if the interval is not positive
   */
  public StorageMetrics(Storage storage, Duration interval) {
    this(requireNonNull(storage, "storage")::health, interval);
  }

  private StorageMetrics(Supplier<StorageHealth> storage, Duration interval) {
    this.storage = storage;
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval: expected more than zero, got " + interval);
    }
    this.thread = new ScheduledThreadPoolExecutor(1, StorageMetrics::daemon);
    ask();
    long nanos = interval.toNanos();
    this.asking = thread.scheduleWithFixedDelay(this::ask, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "mplp-storage-metrics");
    thread.setDaemon(true);
    return thread;
  }

  private void ask() {
    try {
      StorageHealth told = storage.get();
      unreadable = told.unreadableClaims();
      health = told;
    } catch (RuntimeException e) {
      if (health != null) {
        LOG.warn("The storage tells no figures: {}", e.toString());
      }
      health = null;
    }
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    requireNonNull(registry, "registry");
    gauge(registry, MeterNames.QUEUE_DEPTH, StorageHealth::readySteps);
    gauge(registry, MeterNames.LOG_UNPOSITIONED, StorageHealth::unpositioned);
    gauge(registry, MeterNames.COMMITS_WAITING, StorageHealth::waitingCommits);
    time(registry, MeterNames.QUEUE_AGE, h -> h.oldestReady().toNanos());
    time(registry, MeterNames.STORAGE_RESPONSE, h -> h.responseTime().toNanos());
    keep(
        registry,
        Gauge.builder(MeterNames.STORAGE_UP, this, m -> m.health == null ? 0 : 1)
            .description(MeterTexts.of(MeterNames.STORAGE_UP))
            .register(registry));
    keep(
        registry,
        FunctionCounter.builder(MeterNames.CLAIMS_UNREADABLE, this, m -> m.unreadable)
            .description(MeterTexts.of(MeterNames.CLAIMS_UNREADABLE))
            .register(registry));
    StorageHealth now = health;
    if (now == null || now.connections() != null) {
      connections(registry, MeterNames.CONNECTIONS_ACTIVE, Connections::active);
      connections(registry, MeterNames.CONNECTIONS_IDLE, Connections::idle);
      connections(registry, MeterNames.CONNECTIONS_WAITING, Connections::waiting);
      connections(registry, MeterNames.CONNECTIONS_MAX, Connections::most);
    }
  }

  private void connections(
      MeterRegistry registry, String name, ToDoubleFunction<Connections> figure) {
    gauge(
        registry,
        name,
        h -> h.connections() == null ? Double.NaN : figure.applyAsDouble(h.connections()));
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<StorageHealth> figure) {
    keep(
        registry,
        Gauge.builder(name, this, m -> m.value(figure))
            .description(MeterTexts.of(name))
            .register(registry));
  }

  private void time(MeterRegistry registry, String name, ToDoubleFunction<StorageHealth> nanos) {
    keep(
        registry,
        TimeGauge.builder(name, this, TimeUnit.NANOSECONDS, m -> m.value(nanos))
            .description(MeterTexts.of(name))
            .register(registry));
  }

  private double value(ToDoubleFunction<StorageHealth> figure) {
    StorageHealth now = health;
    return now == null ? Double.NaN : figure.applyAsDouble(now);
  }

  private void keep(MeterRegistry registry, Meter meter) {
    bound.add(new Bound(registry, meter));
  }

  /** Asks no more, and takes the gauges out of their registries. */
  @Override
  public synchronized void close() {
    asking.cancel(true);
    thread.shutdown();
    bound.forEach(each -> each.registry().remove(each.meter()));
    bound.clear();
  }

  private record Bound(MeterRegistry registry, Meter meter) {}
}
