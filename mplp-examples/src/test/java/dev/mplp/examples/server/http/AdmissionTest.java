package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final int THREADS = 16;
  private static final int CALLS = THREADS * 5 / 8;

  @Test
  void tooManyCalls_areRefusedForAMoment_whileProbesAnswer() throws Exception {
    List<Socket> held = new ArrayList<>();
    try (Mplp mplp = MplpRuntime.builder().build();
        MplpServer server =
            MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
                .threads(THREADS)
                .stopTimeout(Duration.ofMillis(300))
                .start()) {
      for (int i = 0; i < CALLS; i++) {
        held.add(waitsForItsBody(server.port()));
      }
      HttpResponse<String> refused = get(server.port(), "/api/v1/contexts");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"UNAVAILABLE\"", "too many requests");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(get(server.port(), "/health").statusCode()).isEqualTo(200);
      assertThat(get(server.port(), "/ready").statusCode()).isEqualTo(200);

      held.remove(0).close();
      HttpResponse<String> next = get(server.port(), "/api/v1/contexts");
      for (int tries = 0; next.statusCode() == 503 && tries < 60; tries++) {
        next = get(server.port(), "/api/v1/contexts");
      }
      assertThat(next.statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void tooManyImports_areRefusedForAMoment_whileOthersGoOn() throws Exception {
    String path = "/api/v1/contexts/00000000-0000-4000-8000-000000000000/objects";
    try (Mplp mplp = MplpRuntime.builder().build();
        MplpServer server =
            MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
                .threads(THREADS)
                .stopTimeout(Duration.ofMillis(300))
                .start()) {
      Socket first = waitsForItsBody(server.port(), path, "application/x-ndjson");
      try {
        HttpResponse<String> second = importNothing(server.port(), path);
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("too many imports");
        assertThat(get(server.port(), "/api/v1/contexts").statusCode()).isEqualTo(200);
      } finally {
        first.close();
      }
      HttpResponse<String> next = importNothing(server.port(), path);
      for (int tries = 0; next.statusCode() == 503 && tries < 10_000; tries++) {
        next = importNothing(server.port(), path);
      }
      assertThat(next.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void exports_areLimitedByThemselves() {
    Admission admission = new Admission(64, 1 << 20, 1 << 20);
    List<Runnable> ends = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ends.add(admission.beginExport());
    }
    assertThatThrownBy(admission::beginExport).hasMessageContaining("too many exports");
    admission.beginImport().run();
    ends.get(0).run();
    admission.beginExport().run();
  }

  private static HttpResponse<String> importNothing(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString("\n"))
                .build(),
            BodyHandlers.ofString());
  }

  private static Socket waitsForItsBody(int port) throws IOException {
    return waitsForItsBody(port, "/api/v1/contexts", "application/json");
  }

  /** A call that is under way until its body comes. */
  private static Socket waitsForItsBody(int port, String path, String type) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String head =
        String.join(
            "\r\n",
            "POST " + path + " HTTP/1.1",
            "Host: localhost",
            "Expect: 100-continue",
            "Content-Type: " + type,
            "Content-Length: 100",
            "",
            "");
    socket.getOutputStream().write(head.getBytes(UTF_8));
    byte[] go = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
    assertThat(new String(go, UTF_8)).isEqualTo("HTTP/1.1 100");
    return socket;
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
