package dev.mplp.examples.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@link Effects} over HTTP, for agents in any language: {@code POST /key?attempt=1&by=node-4711}
 * answers 204 once the effect is there.
 */
final class EffectServer implements AutoCloseable {

  private static final int THREADS = 8;

  private final Effects effects;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  EffectServer(Effects effects) throws IOException {
    this.effects = effects;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::record);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it is. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void record(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestURI().getPath().substring(1);
      String[] query = exchange.getRequestURI().getQuery().split("[=&]", -1);
      effects.record(key, Integer.parseInt(query[1]), query[3]);
      exchange.sendResponseHeaders(204, -1);
    } catch (SQLException e) {
      throw new IOException(e); // the connection ends without an answer
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
