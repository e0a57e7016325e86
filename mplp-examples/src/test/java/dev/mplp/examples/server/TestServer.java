package dev.mplp.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.Mplp;
import dev.mplp.examples.server.events.StreamLimits;
import dev.mplp.examples.server.events.Streams;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.idempotency.Idempotency;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.examples.server.security.Authenticator;
import dev.mplp.examples.server.security.RequestCredentials;
import dev.mplp.examples.server.security.UnauthenticatedException;
import dev.mplp.model.JsonValue;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.spi.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A server over a runtime in memory, and a caller. Whoever says {@code Bearer NAME} is NAME. */
public final class TestServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Mplp mplp;
  private final Idempotency keys;
  private final Streams streams;
  private final MplpServer server;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private TestServer(Mplp mplp, Idempotency keys, Streams streams, MplpServer server) {
    this.streams = streams;
    this.mplp = mplp;
    this.keys = keys;
    this.server = server;
  }

  /** A server at a free port. */
  public static TestServer start() {
    return start(MplpRuntime.builder());
  }

  /** A server over another runtime, which is closed with it. */
  public static TestServer start(MplpRuntime.Builder runtime) {
    return start(runtime, TestServer::named);
  }

  private static Principal named(RequestCredentials credentials) {
    String said = String.join(",", credentials.authorization());
    if (!said.startsWith("Bearer ")) {
      throw UnauthenticatedException.missing("say who you are");
    }
    return Principal.of(said.substring("Bearer ".length()));
  }

  /** A server that tells by this who calls. */
  public static TestServer start(MplpRuntime.Builder runtime, Authenticator authenticator) {
    return start(runtime, authenticator, StreamLimits.USUAL);
  }

  /** The same with other limits of streams. */
  public static TestServer start(MplpRuntime.Builder runtime, StreamLimits limits) {
    return start(runtime, TestServer::named, limits);
  }

  private static TestServer start(
      MplpRuntime.Builder runtime, Authenticator authenticator, StreamLimits limits) {
    Storage storage = runtime.storage();
    Mplp mplp = runtime.build();
    Streams streams = new Streams(storage, limits);
    Idempotency keys =
        new Idempotency(mplp, storage, runtime.cipher().orElse(null), Duration.ofHours(1));
    try {
      return new TestServer(
          mplp,
          keys,
          streams,
          MplpServer.builder(mplp, authenticator, AllRoutes::declare)
              .idleTimeout(Duration.ofMinutes(10)) // a client may use any connection it has again
              .aroundCalls(keys)
              .following(streams)
              .start());
    } catch (IOException e) {
      mplp.close();
      throw new UncheckedIOException(e);
    }
  }

  /** The runtime. */
  public Mplp mplp() {
    return mplp;
  }

  /** The server. */
  public MplpServer server() {
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  /** Who follows the log. */
  public Streams streams() {
    return streams;
  }

  /** A request by alice. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer alice");
  }

  /** Sends a request as it is. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads. */
  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  /** Sends JSON; headers as name and value in turn. */
  public HttpResponse<String> send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  /** What an answer says. */
  public static JsonValue json(HttpResponse<String> response) {
    return WireCodec.standard().parse(response.body().getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.close();
    keys.close();
    mplp.close();
  }
}
