package dev.mplp.examples.server.metrics;

import dev.mplp.Mplp;
import dev.mplp.examples.server.config.ConfigException;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.events.Streams;
import dev.mplp.examples.server.http.Filter;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.http.Unseen;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.TraceExport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of a server as its configuration wants them. With {@code MPLP_METRICS_PORT} they are
 * read there, by everybody who reaches it; else at the port of the API, with {@code
 * MPLP_METRICS_TOKEN}, and without it where the server is open. Else nobody reads them.
 */
public final class Metering implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Metering.class);
  private static final String PORT = "MPLP_METRICS_PORT";
  private static final String TOKEN = "MPLP_METRICS_TOKEN";

  private final ServerMeters meters;
  private final @Nullable MetricsPort port;
  private final List<Filter> filters;

  private Metering(ServerMeters meters, @Nullable MetricsPort port, List<Filter> filters) {
    this.meters = meters;
    this.port = port;
    this.filters = filters;
  }

  /**
   * Begins to measure.
   *
   * @throws IOException when it cannot listen at the port for metrics
   */
  public static Metering start(ServerConfig config) throws IOException {
    ServerMeters meters = new ServerMeters();
    MeterRequests requests = new MeterRequests(meters.http());
    Optional<String> number = config.value(PORT);
    Optional<String> token = config.value(TOKEN);
    if (number.isPresent() && token.isPresent()) {
      throw new ConfigException(
          List.of(
              PORT
                  + " and "
                  + TOKEN
                  + " are both set: a port of its own asks for no token; set one"));
    }
    if (number.isPresent()) {
      int at = Integer.parseInt(number.get());
      MetricsPort port = MetricsPort.open(config.host(), at, meters::scrape);
      LOG.info("metrics are at {} port {}", config.host(), port.port());
      return new Metering(meters, port, List.of(requests));
    }
    if (token.isPresent() || config.isOpen()) {
      MetricsGate gate = new MetricsGate(token.orElse(null), meters::scrape);
      return new Metering(meters, null, List.of(gate, requests));
    }
    LOG.info("nobody can read metrics: set {} or {}", PORT, TOKEN);
    return new Metering(meters, null, List.of(requests));
  }

  /** For the builder of the runtime. */
  public RuntimeListener listener() {
    return meters.listener();
  }

  /** To put around all requests, the outermost first. */
  public List<Filter> filters() {
    return filters;
  }

  /** Counts what comes to the server and to none of its filters. */
  public Unseen unseen() {
    return meters.http();
  }

  /** Measures a runtime, too, until this is closed. */
  public void watch(Mplp mplp) {
    meters.watch(mplp);
  }

  /** Measures an export of Traces, too, until this is closed. */
  public void watch(TraceExport export) {
    meters.watch(export);
  }

  /** Measures a server, too, and who follows its log. */
  public void watch(MplpServer server, Streams streams) {
    meters.watch(server::load, streams::count);
  }

  /** The port of their own that they are read at; empty when there is none. */
  public Optional<Integer> port() {
    return Optional.ofNullable(port).map(MetricsPort::port);
  }

  @Override
  public void close() {
    meters.close();
    if (port != null) {
      port.close();
    }
  }
}
