package dev.mplp.examples.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics} at a port of its own, for everybody who reaches it, with threads of its own:
 * a server that is too busy to answer anything else still tells that it is.
 */
final class MetricsPort implements AutoCloseable {

  private static final int THREADS = 4;
  private static final long IDLE_MILLIS = 10_000;

  private final Server server;
  private final ServerConnector connector;

  private MetricsPort(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Opens it.
   *
   * @param port 0 for any that is free
   * @throws IOException when it cannot listen there
   */
  static MetricsPort open(String host, int port, Function<@Nullable String, Scrape> scrape)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("mplp-metrics");
    threads.setReservedThreads(0);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(new Reading(scrape));
    server.setErrorHandler(MetricsPort::sayWhat);
    MetricsPort opened = new MetricsPort(server, connector);
    try {
      server.start();
    } catch (IOException e) {
      opened.close();
      throw e;
    } catch (Exception e) {
      opened.close();
      throw new IllegalStateException("the port for metrics does not open", e);
    }
    return opened;
  }

  /** In a word, as it is read by programs; without what was asked for. */
  private static boolean sayWhat(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    String said = HttpStatus.getMessage(response.getStatus()) + "\n";
    response.write(true, UTF_8.encode(said), callback);
    return true;
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the port for metrics did not close", e);
    }
  }

  private static final class Reading extends Handler.Abstract {

    private final Function<@Nullable String, Scrape> scrape;

    Reading(Function<@Nullable String, Scrape> scrape) {
      this.scrape = scrape;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (!MetricsGate.PATH.equals(request.getHttpURI().getPath())
          || !request.getMethod().equals("GET")) {
        return false; // not found
      }
      Scrape now = scrape.apply(request.getHeaders().get(HttpHeader.ACCEPT));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, now.type());
      response.write(true, ByteBuffer.wrap(now.text()), callback);
      return true;
    }
  }
}
