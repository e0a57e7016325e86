package dev.mplp.examples.server.life;

import dev.mplp.Mplp;
import dev.mplp.examples.cli.agent.Agent;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.deadline.Deadline;
import dev.mplp.examples.server.events.StreamLimits;
import dev.mplp.examples.server.events.Streams;
import dev.mplp.examples.server.http.CallsLeft;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.idempotency.Idempotency;
import dev.mplp.examples.server.logs.CallerInLogs;
import dev.mplp.examples.server.metrics.Metering;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.examples.server.security.Authenticator;
import dev.mplp.examples.server.security.Authenticators;
import dev.mplp.examples.server.security.Cors;
import dev.mplp.examples.server.security.OwnPages;
import dev.mplp.examples.server.security.SecurityHeaders;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.SystemNetwork;
import dev.mplp.runtime.TraceExport;
import dev.mplp.runtime.TracesOut;
import dev.mplp.spi.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server at work: runtime and HTTP, as configured.
 *
 * <p>It ends in this order, all of it within {@link ServerConfig#stopWithin}:
 *
 * <ol>
 *   <li>it says that it is not ready, and serves on for {@link ServerConfig#drain}, until nobody
 *       sends it anything; every answer asks the caller to close the connection;
 *   <li>it takes no more connections, and lets requests that are under way end;
 *   <li>the runtime claims no more steps, lets those at work end, and hands back the others;
 *   <li>the storage and the rest are closed.
 * </ol>
 */
public final class RunningServer {

  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  /** Kept for closing connections after steps were handed back. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final ServerConfig config;
  private final Mplp mplp;
  private final MplpServer server;
  private final Closing closing;

  /** What works beside HTTP, and ends after it. */
  private final List<Runnable> beside;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private RunningServer(
      ServerConfig config, Mplp mplp, MplpServer server, Closing closing, List<Runnable> beside) {
    this.config = config;
    this.mplp = mplp;
    this.server = server;
    this.closing = closing;
    this.beside = beside;
  }

  /**
   * Starts everything: what tells callers apart, the storage with its migrations, the runtime, and
   * last HTTP. When something of it does not start, nothing is left running.
   *
   * @param agent does the steps that no agent of a broker does; empty when nobody is to
   * @throws IOException when it cannot listen
   * @throws dev.mplp.examples.server.config.ConfigException when a file that is named is no good
   * @throws dev.mplp.spi.StorageException when the storage cannot be used
   */
  public static RunningServer start(ServerConfig config, Optional<Agent> agent) throws IOException {
    Authenticator authenticator = Authenticators.of(config);
    Deque<Runnable> undo = new ArrayDeque<>();
    try {
      Metering metering = Metering.start(config);
      undo.push(metering::close);
      CallsLeft left = new CallsLeft();
      MplpRuntime.Builder builder =
          MplpRuntime.builder(config.environment())
              .name(config.name())
              .listener(metering.listener().andThen(left));
      Storage storage = Deadline.over(builder.storage());
      builder.ownedStorage(storage);
      Mplp mplp = builder.build();
      undo.push(() -> mplp.close(Duration.ZERO));
      metering.watch(mplp);
      Runnable noTraces = export(config, mplp, metering);
      undo.push(noTraces);
      agent.ifPresent(one -> mplp.handlers().registerDefault(one, one));
      Idempotency keys =
          new Idempotency(mplp, storage, builder.cipher().orElse(null), config.answersAreKept());
      undo.push(keys::close);
      Streams streams = new Streams(storage, StreamLimits.USUAL);
      undo.push(streams::close);
      Closing closing = new Closing();
      MplpServer.Builder http =
          MplpServer.builder(mplp, authenticator, AllRoutes.of(config.version()))
              .host(config.host())
              .port(config.port())
              .stopTimeout(timeForRequests(config))
              .proxies(config.proxies())
              .connectionsPerAddress(config.connectionsPerAddress())
              .unseen(metering.unseen())
              .largestImport(config.largestImport())
              .around(closing)
              .around(new SecurityHeaders());
      metering.filters().forEach(http::around);
      if (config.isOpen()) {
        http.aroundCalls(new OwnPages(config.corsOrigins()));
      }
      MplpServer server =
          http.around(new Cors(config.corsOrigins()))
              .around(left)
              .aroundCalls(new CallerInLogs())
              .aroundCalls(keys)
              .aroundCalls(new Deadline(config.callWithin()))
              .following(streams)
              .start();
      undo.push(server::close);
      metering.watch(server, streams);
      Notice.started(config, server.port());
      SystemNetwork network = SystemNetwork.join(mplp, config.name());
      return new RunningServer(
          config,
          mplp,
          server,
          closing,
          List.of(network::close, keys::close, noTraces, metering::close));
    } catch (IOException | RuntimeException e) {
      undo.forEach(RunningServer::tried);
      throw e;
    }
  }

  /** Begins to send Traces where they are wanted; what ends it. */
  private static Runnable export(ServerConfig config, Mplp mplp, Metering metering) {
    Optional<TracesOut> out = config.traces();
    if (out.isEmpty()) {
      return () -> {};
    }
    TraceExport export = TraceExport.start(mplp, out.get());
    metering.watch(export);
    LOG.info("Traces are sent, {}", out.get());
    return export::close;
  }

  /** Somewhat less than half of what is left after draining; the rest is for steps. */
  private static Duration timeForRequests(ServerConfig config) {
    return config.stopWithin().minus(config.drain()).multipliedBy(2).dividedBy(5);
  }

  /** The port that it listens at. */
  public int port() {
    return server.port();
  }

  /** Ends it as told above; whoever calls this again waits for the same end. */
  public void stop() {
    if (stopping.compareAndSet(false, true)) {
      try {
        stopInOrder();
      } finally {
        stopped.countDown();
      }
    } else {
      await(stopped, config.stopWithin());
    }
  }

  private void stopInOrder() {
    long end = System.nanoTime() + config.stopWithin().toNanos();
    LOG.info("told to stop: not ready any more, serves on for {} s", config.drain().toSeconds());
    server.drain();
    closing.begin();
    await(new CountDownLatch(1), config.drain());
    LOG.info("lets requests and steps end");
    tried(server::close);
    beside.forEach(RunningServer::tried);
    Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    mplp.close(left.compareTo(RESERVE) > 0 ? left.minus(RESERVE) : Duration.ZERO);
    LOG.info("stopped");
  }

  /** What does not end well keeps no other from ending: steps are handed back all the same. */
  private static void tried(Runnable end) {
    try {
      end.run();
    } catch (RuntimeException e) {
      LOG.warn("a part of the server did not end as it should", e);
    }
  }

  private static void await(CountDownLatch latch, Duration time) {
    try {
      latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
