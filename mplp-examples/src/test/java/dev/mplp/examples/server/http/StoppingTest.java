package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppingTest {

  /** What is seen by whoever comes later than a second, on a busy machine. */
  private static final String CLOSED = "closed without an answer";

  private static void ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("HEAD /api/v1/contexts HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
  }

  private static String last(Socket socket, BufferedReader answers) {
    try {
      ask(socket);
      String answer = answers.readLine();
      return answer == null ? CLOSED : answer;
    } catch (IOException e) {
      return CLOSED;
    }
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  /** As proxies keep them, that send a request just when the server stops. */
  @Test
  void requestOverAnOpenConnection_isServedAndNeverRefused_whileTheServerStops() throws Exception {
    try (Mplp mplp = MplpRuntime.builder().build();
        MplpServer server =
            MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare).start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      ask(socket);
      assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
      for (String line = answers.readLine(); !line.isEmpty(); ) {
        line = answers.readLine();
      }
      int port = server.port();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);
      while (listens(port)) {
        Thread.onSpinWait();
      }
      assertThat(last(socket, answers)).isIn("HTTP/1.1 200 OK", CLOSED);
      stopping.get(30, TimeUnit.SECONDS);
    }
  }
}
