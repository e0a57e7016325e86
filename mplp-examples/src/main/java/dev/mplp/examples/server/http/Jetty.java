package dev.mplp.examples.server.http;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of HTTP beneath: what it takes for a request, and how it begins. */
final class Jetty {

  /** Beyond those a client hears nothing and tries again after a second; 50 are a burst. */
  private static final int WAITING_TO_BE_ACCEPTED = 1024;

  private static final UriCompliance URIS =
      UriCompliance.DEFAULT.with(
          "names in paths",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

  /** All headers together, with room for a token of the longest kind that is taken. */
  private static final int LARGEST_HEADERS = 16 << 10;

  /** How long it may take to see that a connection is quiet. */
  private static final long LOOK_MILLIS = 250;

  private static final Logger LOG = LoggerFactory.getLogger(Jetty.class);

  private Jetty() {}

  /** At most so many threads. */
  static QueuedThreadPool threads(int most) {
    QueuedThreadPool pool = new QueuedThreadPool(most, Math.min(8, most));
    pool.setName("mplp-http");
    return pool;
  }

  /** Where a server listens, with at most so many connections. */
  static ServerConnector connector(Server server, String host, int port, int connections) {
    ServerConnector connector = new ServerConnector(server, 1, 1, http());
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(WAITING_TO_BE_ACCEPTED);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(connections, connector));
    return connector;
  }

  /** HTTP/1.1, as it is read here. */
  private static HttpConnectionFactory http() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(LARGEST_HEADERS);
    configuration.setUriCompliance(URIS);
    return new HttpConnectionFactory(configuration);
  }

  /**
   * Starts a server; of one that does not start nothing is left.
   *
   * @throws IOException when it cannot listen
   */
  static void begin(Server server) throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      stop(server, e);
      throw e;
    } catch (Exception e) {
      stop(server, e);
      throw new IllegalStateException("the server does not start", e);
    }
  }

  /**
   * Takes no more connections, and serves what comes over the others, until those that are quiet
   * were closed: so nothing is refused that was sent before its sender knew.
   *
   * @param most how long that may take, in milliseconds
   * @return what is left of that time
   */
  static long letGo(ServerConnector connector, long most) throws InterruptedException {
    long begin = System.nanoTime();
    long patience = Math.min(most, connector.getShutdownIdleTimeout() + LOOK_MILLIS);
    try {
      connector.shutdown().get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.debug("some connections are still in use", e);
    } catch (ExecutionException e) {
      LOG.warn("connections were not closed: {}", e.toString());
    }
    return Math.max(0, most - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }

  private static void stop(Server server, Exception because) {
    try {
      server.stop();
    } catch (Exception e) {
      because.addSuppressed(e);
    }
  }
}
