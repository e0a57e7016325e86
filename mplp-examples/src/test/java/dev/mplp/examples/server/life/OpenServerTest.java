package dev.mplp.examples.server.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that lets everybody in. */
class OpenServerTest {

  private static final String OPEN =
      "{\"title\":\"A\",\"root\":{\"domain\":\"a\",\"environment\":\"test\"}}";

  private static RunningServer server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    Map<String, String> environment =
        Map.of(
            "PORT", "0",
            "MPLP_VERSION", "7.8.9-ours",
            "MPLP_CORS_ORIGINS", "https://console.example.com");
    server = RunningServer.start(ServerConfig.of(environment), Optional.empty());
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, cross-site, 401",
    "http://localhost.evil.example, cross-site, 401",
    "null, cross-site, 401",
    "not an origin, , 401",
    ", cross-site, 401",
    "https://console.example.com, cross-site, 201",
    "http://localhost:5173, same-site, 201",
    ", same-origin, 201",
    ", , 201",
  })
  void pages_changeSomething_whenTheyAreOfThisMachine_orNamed(
      String origin, String site, int status) throws Exception {
    HttpRequest.Builder request =
        request("/api/v1/contexts/open")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(OPEN));
    HttpRequest.Builder reading = request("/api/v1/contexts");
    for (HttpRequest.Builder one : new HttpRequest.Builder[] {request, reading}) {
      if (origin != null) {
        one.header("Origin", origin);
      }
      if (site != null) {
        one.header("Sec-Fetch-Site", site);
      }
    }
    assertThat(send(request).statusCode()).isEqualTo(status);
    assertThat(send(reading).statusCode()).isEqualTo(200);
  }

  @Test
  void version_isWhatItIsToldToSay() throws Exception {
    assertThat(send(request("/health")).body()).contains("\"version\":\"7.8.9-ours\"");
    assertThat(send(request("/openapi.json")).body()).contains("\"version\":\"7.8.9-ours\"");
  }
}
