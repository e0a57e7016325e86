package dev.mplp.examples.server.http;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.examples.server.net.Proxies;
import dev.mplp.examples.server.security.Authenticator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runtime over HTTP. Started when it is built; {@link #close} lets requests that are under way
 * end. The runtime is the caller's, who closes it afterwards.
 */
public final class MplpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MplpServer.class);

  private final Server server;
  private final ServerConnector connector;
  private final Probes probes;
  private final @Nullable Following following;
  private final Supplier<ServerLoad> load;

  private MplpServer(
      Server server,
      ServerConnector connector,
      Probes probes,
      @Nullable Following following,
      Supplier<ServerLoad> load) {
    this.load = load;
    this.following = following;
    this.server = server;
    this.connector = connector;
    this.probes = probes;
  }

  /**
   * A server over a runtime.
   *
   * @param authenticator finds out who calls
   * @param table declares what it answers
   */
  public static Builder builder(Mplp mplp, Authenticator authenticator, RouteTable table) {
    return new Builder(mplp, authenticator, table);
  }

  /** The port that it listens at. */
  public int port() {
    return connector.getLocalPort();
  }

  /** How much it has to do now. */
  public ServerLoad load() {
    return load.get();
  }

  /** From now on says that it is not ready, and answers all the same. */
  public void drain() {
    probes.drain();
  }

  /**
   * Takes no more connections, and lets requests that are under way end; those that do not in their
   * time are cut off. Idempotent.
   */
  @Override
  public void close() {
    drain();
    if (following != null) {
      following.close();
    }
    try {
      server.setStopTimeout(Jetty.letGo(connector, server.getStopTimeout()));
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("requests that did not end in their time were cut off: {}", e.toString());
    } finally {
      probes.close();
    }
  }

  /** Collects what a {@link MplpServer} needs; not thread-safe. */
  public static final class Builder {

    private final Mplp mplp;
    private final Authenticator authenticator;
    private final RouteTable table;
    private final List<Filter> outer = new ArrayList<>();
    private final List<Filter> inner = new ArrayList<>();
    private @Nullable Following following;
    private Unseen unseen = Unseen.NOBODY;
    private String host = "127.0.0.1";
    private int port;
    private int threads = 64;
    private int connections = 10_000;
    private int connectionsPerAddress;
    private Proxies proxies = Proxies.NONE;
    private long largestBody = 1 << 20;
    private long largestImport = 50 << 20;
    private Duration stopTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration headTimeout = Duration.ofSeconds(10);

    private Builder(Mplp mplp, Authenticator authenticator, RouteTable table) {
      this.table = requireNonNull(table, "table");
      this.mplp = requireNonNull(mplp, "mplp");
      this.authenticator = requireNonNull(authenticator, "authenticator");
    }

    /** The address to listen at; usually 127.0.0.1. */
    public Builder host(String host) {
      this.host = requireNonNull(host, "host");
      return this;
    }

    /** The port to listen at; usually 0, any that is free. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** How many threads answer at most; usually 64. */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /** How many connections are open at most; others wait to be accepted; usually 10,000. */
    public Builder connections(int most) {
      this.connections = most;
      return this;
    }

    /**
     * How many connections of one address are open at most; further ones are closed at once.
     * Usually 0, which is any number.
     */
    public Builder connectionsPerAddress(int most) {
      this.connectionsPerAddress = most;
      return this;
    }

    /** Proxies before the server, whose connections are for many callers; usually none. */
    public Builder proxies(Proxies proxies) {
      this.proxies = requireNonNull(proxies, "proxies");
      return this;
    }

    /** The largest body of a request, in bytes; usually 1 MiB. */
    public Builder largestBody(long bytes) {
      if (bytes < 1 || bytes > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("the largest body is 1 to 2147483639 bytes");
      }
      this.largestBody = bytes;
      return this;
    }

    /** The largest body that is read line by line, in bytes; usually 50 MiB. */
    public Builder largestImport(long bytes) {
      this.largestImport = bytes;
      return this;
    }

    /** How long {@link #close} waits for requests that are under way; usually 10 seconds. */
    public Builder stopTimeout(Duration timeout) {
      this.stopTimeout = requireNonNull(timeout, "timeout");
      return this;
    }

    /** How long a connection may be silent; usually 30 seconds. */
    public Builder idleTimeout(Duration timeout) {
      this.idleTimeout = requireNonNull(timeout, "timeout");
      return this;
    }

    /** How long the line and headers of a request may take to come; usually 10 seconds. */
    public Builder headTimeout(Duration timeout) {
      this.headTimeout = requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * Around every request, also one that nobody answers; it sees problem documents as answers. The
     * first one added is the outermost.
     */
    public Builder around(Filter filter) {
      outer.add(requireNonNull(filter, "filter"));
      return this;
    }

    /** Around every call of a known caller, before its body is read; sees errors as exceptions. */
    public Builder aroundCalls(Filter filter) {
      inner.add(requireNonNull(filter, "filter"));
      return this;
    }

    /** Hears of what no filter sees. */
    public Builder unseen(Unseen unseen) {
      this.unseen = requireNonNull(unseen, "unseen");
      return this;
    }

    /** Lets callers follow the log; closed with the server, before it waits for requests. */
    public Builder following(Following following) {
      this.following = requireNonNull(following, "following");
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws IOException when it cannot listen at the port
     */
    public MplpServer start() throws IOException {
      Probes probes = new Probes(mplp, authenticator::health);
      Routes routes = new Routes();
      table.declare(routes, probes);
      QueuedThreadPool pool = Jetty.threads(threads);
      Server server = new Server(pool);
      ServerConnector connector = Jetty.connector(server, host, port, connections);
      connector.setIdleTimeout(idleTimeout.toMillis());
      if (connectionsPerAddress > 0) {
        connector.addBean(new ConnectionsPerAddress(connectionsPerAddress, proxies, unseen));
      }
      Admission admission = new Admission(threads, largestBody, largestImport);
      Entrance entrance =
          new Entrance(
              new Surroundings(routes, admission, following, new Origins(proxies), unseen),
              new Pipeline(mplp, authenticator, outer, inner));
      SlowHeads heads = new SlowHeads(new GracefulHandler(entrance), headTimeout, unseen);
      connector.addBean(heads, false);
      server.setHandler(heads);
      server.setErrorHandler(new JettyErrors(unseen));
      server.setStopTimeout(stopTimeout.toMillis());
      Jetty.begin(server);
      return new MplpServer(
          server, connector, probes, following, () -> ServerLoad.of(admission, pool, heads));
    }
  }
}
