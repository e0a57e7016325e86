package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

  /** A call that is under way until its body comes. */
  private static Socket waitsForItsBody(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String head =
        String.join(
            "\r\n",
            "POST /api/v1/contexts HTTP/1.1",
            "Host: localhost",
            "Expect: 100-continue",
            "Content-Type: application/json",
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
