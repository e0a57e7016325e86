package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.observe.ExportFigures;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.runtime.otlp.Exporter;
import java.util.function.Supplier;

/**
 * Sends each Trace that ended to a collector of OpenTelemetry, of all tenants: those of runs, of
 * the undoing of steps, and of the host. It reads them from the log behind the runtime, from where
 * it was first started on, so executions neither wait for it nor fail with it. While the collector
 * is away they wait in the log.
 *
 * <p>Each is sent at least once, by one of the processes over a storage at a time; the next one
 * goes on where it stopped. It is told of by {@link Mplp#health()}, as the part {@code traces}.
 * Thread-safe.
 *
 * <pre>{@code
 * TracesOut out = TracesOut.to(URI.create("http://localhost:4318/v1/traces"));
 * TraceExport export = TraceExport.start(mplp, out.attribute("service.name", "loans"));
 * }</pre>
 */
public final class TraceExport implements AutoCloseable {

  private final Exporter exporter;
  private final HealthCheck health;
  private final Supplier<Part> part;

  private TraceExport(Exporter exporter, HealthCheck health) {
    this.exporter = exporter;
    this.health = health;
    this.part = exporter::health;
  }

  /**
   * Begins to send, in the background: neither a storage nor a collector that is away is an error.
   *
   * @param mplp a runtime of this library; to be closed after the export
   * @throws IllegalArgumentException when it is another one
   */
  public static TraceExport start(Mplp mplp, TracesOut out) {
    requireNonNull(out, "out");
    if (!(mplp instanceof Facade facade)) {
      throw new IllegalArgumentException("Traces are exported from runtimes of MplpRuntime");
    }
    Engine engine = facade.engine();
    Exporter exporter = new Exporter(engine.storage(), engine.ground().commits(), out.target());
    TraceExport export = new TraceExport(exporter, engine.parts());
    engine.parts().add(export.part);
    exporter.start();
    return export;
  }

  /** What it has done so far. */
  public ExportFigures figures() {
    return exporter.figures();
  }

  /**
   * Lets a request that is under way end, for two seconds; what is not sent yet is sent by another
   * process, or by the next one. Idempotent.
   */
  @Override
  public void close() {
    health.remove(part);
    exporter.close();
  }
}
