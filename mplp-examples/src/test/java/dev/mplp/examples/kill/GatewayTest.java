package dev.mplp.examples.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.WireCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nginx answers by itself, where no replica is. */
class GatewayTest {

  private static final Pattern DOCUMENT = Pattern.compile("return ([0-9]+) '(\\{.*})\\\\n';");

  @TempDir static Path folder;

  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = Gateway.start(folder, Gateway.freePorts(1));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String answer(String request) throws IOException {
    URI address = URI.create(gateway.address());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      StringBuilder answer = new StringBuilder();
      String line = in.readLine();
      while (line != null) {
        answer.append(line).append('\n');
        line =
            line.startsWith("{") ? null : in.readLine(); // a connection may stay open for a while
      }
      return answer.toString();
    }
  }

  private static void assertThatItIsAProblem(JsonObject document, int status, String requestId) {
    assertThat(document.names())
        .containsExactly("type", "title", "status", "detail", "code", "retryable", "request_id");
    assertThat(document.get("status")).isEqualTo(JsonNumber.of(status));
    assertThat(document.get("retryable")).isEqualTo(JsonBoolean.of(status == 429 || status == 503));
    assertThat(document.string("request_id")).hasValue(requestId);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET / HTTP/1.1, 0, 503, UNAVAILABLE
          POST / HTTP/1.1, 0, 503, UNAVAILABLE
          GET /metrics HTTP/1.1, 0, 404, ROUTE_NOT_FOUND
          no request, 0, 400, INVALID_REQUEST
          GET http:// HTTP/1.1, 0, 400, INVALID_REQUEST
          GET / HTTP/1.1, 9000, 400, INVALID_REQUEST
          POST / HTTP/1.1, -2000000, 413, BODY_TOO_LARGE
          """)
  void refusal_isAProblemDocument(String line, int size, int status, String code)
      throws IOException {
    String more = size < 0 ? "Content-Length: " + -size : "X-More: " + "x".repeat(size);
    String answer =
        answer(
            line + "\r\nHost: a\r\nConnection: close\r\nX-Request-Id: r-1\r\n" + more + "\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("Content-Type: application/problem+json\n", "X-Content-Type-Options: nosniff");
    JsonObject document =
        WireCodec.standard()
            .parse(answer.substring(answer.indexOf("\n\n")).strip().getBytes(UTF_8))
            .asObject();
    String requestId = document.string("request_id").orElseThrow();
    assertThat(requestId).matches("r-1|[0-9a-f]{32}");
    assertThat(answer).contains("X-Request-Id: " + requestId + "\n");
    assertThatItIsAProblem(document, status, requestId);
    assertThat(document.string("code")).hasValue(code);
  }

  @Test
  void longPath_isAProblemDocument() throws IOException {
    assertThat(answer("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains("application/problem+json", "\"status\":414");
  }

  @Test
  void everyDocument_hasTheMembersOfTheServers() throws IOException {
    Matcher matcher = DOCUMENT.matcher(Files.readString(Gateway.SHIPPED.resolve("nginx.conf")));
    int found = 0;
    while (matcher.find()) {
      found++;
      JsonObject document = WireCodec.standard().parse(matcher.group(2).getBytes(UTF_8)).asObject();
      assertThatItIsAProblem(document, Integer.parseInt(matcher.group(1)), "$asked_request_id");
    }
    assertThat(found).isGreaterThan(5);
  }
}
