package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.examples.server.net.Proxies;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that do not do what they are there for. */
class ConnectionsTest {

  /** Both ends are files of this process, which may have 20,000 of them. */
  private static final int IDLE = Boolean.getBoolean("mplp.full") ? 9_000 : 200;

  private final Mplp mplp = MplpRuntime.builder().build();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    mplp.close();
  }

  private MplpServer server(Duration idle) throws IOException {
    return MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
        .idleTimeout(idle)
        .connections(IDLE + 10)
        .stopTimeout(Duration.ofMillis(300))
        .start();
  }

  private Socket connect(MplpServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    sockets.add(socket);
    return socket;
  }

  private static int status(MplpServer server, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void manyIdleConnections_holdNobodyUp() throws Exception {
    try (MplpServer server = server(Duration.ofMinutes(5))) {
      for (int i = 0; i < IDLE; i++) {
        connect(server);
      }
      assertThat(status(server, "/health")).isEqualTo(200);
      assertThat(status(server, "/api/v1/contexts")).isEqualTo(200);
    }
  }

  @Test
  void connectionsBeyondTheLimit_areAcceptedWhenOthersEnd() throws Exception {
    try (MplpServer server = server(Duration.ofMinutes(5))) {
      for (int i = 0; i < IDLE + 10; i++) {
        connect(server);
      }
      Socket late = connect(server);
      late.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      for (int i = 0; i < 20; i++) {
        sockets.get(i).close();
      }
      byte[] answer = late.getInputStream().readNBytes("HTTP/1.1 200".length());
      assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 200");
    }
  }

  /** Whether the server answers at a connection, which stays open; false when it was closed. */
  private static boolean isServed(Socket socket) {
    try {
      socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      StringBuilder answer = new StringBuilder();
      int next = socket.getInputStream().read();
      while (next >= 0 && next != '}') {
        answer.append((char) next);
        next = socket.getInputStream().read();
      }
      return answer.toString().startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void connectionsOfOneAddress_beyondItsLimit_areClosed_untilOthersEnd() throws Exception {
    Refused refused = new Refused();
    try (MplpServer server =
        MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
            .connectionsPerAddress(3)
            .unseen(refused)
            .stopTimeout(Duration.ofMillis(300))
            .start()) {
      for (int i = 0; i < 3; i++) {
        assertThat(isServed(connect(server))).isTrue();
      }
      assertThat(isServed(connect(server))).isFalse();
      assertThat(isServed(connect(server))).isFalse();
      assertThat(refused.connections).hasValue(2);
      assertThat(isServed(sockets.get(0))).isTrue();

      sockets.get(1).close();
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      boolean served = false;
      while (!served && System.nanoTime() < end) {
        served = isServed(connect(server));
      }
      assertThat(served).isTrue();
      assertThat(isServed(connect(server))).isFalse();
    }
  }

  @Test
  void connectionsOfProxies_areNotCounted() throws Exception {
    try (MplpServer server =
        MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
            .connectionsPerAddress(3)
            .proxies(Proxies.of(List.of("127.0.0.0/8")))
            .stopTimeout(Duration.ofMillis(300))
            .start()) {
      for (int i = 0; i < 8; i++) {
        assertThat(isServed(connect(server))).isTrue();
      }
    }
  }

  private static final class Refused implements Unseen {
    private final AtomicInteger connections = new AtomicInteger();

    @Override
    public void answered(@Nullable String method, int status) {}

    @Override
    public void brokenOff() {}

    @Override
    public void turnedAway() {
      connections.incrementAndGet();
    }
  }

  @Test
  void headersThatDoNotCome_endTheConnection() throws Exception {
    try (MplpServer server = server(Duration.ofMillis(300))) {
      Socket slow = connect(server);
      slow.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a\r\nX-".getBytes(UTF_8));
      String answer = new String(slow.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).satisfiesAnyOf(any -> assertThat(any).isEmpty(), any -> refused(any));
    }
  }

  /** Reads what comes for a moment; false when the connection has ended. */
  private static boolean isOpen(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void headersThatDrip_endTheConnection_andThoseThatComeDoNot() throws Exception {
    try (MplpServer server =
        MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
            .headTimeout(Duration.ofMillis(300))
            .stopTimeout(Duration.ofMillis(300))
            .start()) {
      Socket quiet = connect(server);
      assertThat(isServed(quiet)).isTrue();
      Socket sends = connect(server);
      String head = "POST /api/v1/contexts HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n";
      sends.getOutputStream().write(head.getBytes(UTF_8));

      Socket drips = connect(server);
      drips.getOutputStream().write("GET /health HTTP/1.1\r\nX-".getBytes(UTF_8));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      for (int i = 0; isOpen(drips) && System.nanoTime() < end; i++) {
        if (i < 20) {
          sends.getOutputStream().write(' ');
        }
        try {
          drips.getOutputStream().write('a');
        } catch (IOException e) {
          break; // it has ended
        }
      }
      assertThat(System.nanoTime()).isLessThan(end);
      assertThat(isOpen(sends)).isTrue();
      assertThat(isServed(quiet)).isTrue();
      quiet.getOutputStream().write("GET /health HTTP/1.1\r\nX-".getBytes(UTF_8));
      while (isOpen(quiet) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  private static void refused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 4");
  }

  @Test
  void hugeBody_isRefusedBeforeItIsSent() throws Exception {
    try (MplpServer server = server(Duration.ofMinutes(5))) {
      Socket socket = connect(server);
      String head =
          String.join(
              "\r\n",
              "POST /api/v1/contexts HTTP/1.1",
              "Host: localhost",
              "Content-Type: application/json",
              "Content-Length: " + (100 << 20),
              "",
              "{");
      socket.getOutputStream().write(head.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("BODY_TOO_LARGE");
    }
  }
}
