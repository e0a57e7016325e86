package dev.mplp.examples.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.events.StreamLimits;
import dev.mplp.examples.server.events.Streams;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.examples.server.security.OpenAuthenticator;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who reads the meters of a server, and where. */
class MeteringTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static final StreamLimits LIMITS =
      new StreamLimits(10, 10, Duration.ofMillis(300), Duration.ofMinutes(1));

  private final HttpClient client = HttpClient.newHttpClient();

  private interface Story {
    void tell(int port, int ownPort) throws Exception;
  }

  private static void served(Map<String, String> environment, Story story) throws Exception {
    MplpRuntime.Builder runtime = MplpRuntime.builder();
    Storage storage = runtime.storage();
    try (Metering metering = Metering.start(ServerConfig.of(environment));
        Mplp mplp = runtime.listener(metering.listener()).build()) {
      metering.watch(mplp);
      MplpServer.Builder builder =
          MplpServer.builder(mplp, new OpenAuthenticator(true), AllRoutes::declare);
      metering.filters().forEach(builder::around);
      builder.unseen(metering.unseen());
      Streams streams = new Streams(storage, LIMITS);
      try (MplpServer server = builder.following(streams).start()) {
        metering.watch(server, streams);
        story.tell(server.port(), metering.port().orElse(-1));
      }
    }
  }

  private HttpResponse<String> get(int port, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void openServer_tellsEverybody_andDoesNotCountThat() throws Exception {
    served(
        Map.of(),
        (port, own) -> {
          get(port, "/api/v1/contexts");
          get(port, "/etc/passwd");
          HttpResponse<String> metrics = get(port, "/metrics");
          assertThat(metrics.statusCode()).isEqualTo(200);
          assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
              .startsWith("text/plain; version=0.0.4");
          assertThat(metrics.body())
              .contains(
                  "{method=\"GET\",route=\"/api/v1/contexts\",status=\"200\"} 1.0",
                  "{method=\"GET\",route=\"unknown\",status=\"404\"} 1.0",
                  "mplp_http_requests_active 0.0",
                  "mplp_storage_up 1.0")
              .doesNotContain("passwd", "route=\"/metrics\"");
        });
  }

  /** What the server of HTTP answers by itself. */
  private static String answer(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsNoRequest_isCountedWithoutARoute() throws Exception {
    served(
        Map.of(),
        (port, own) -> {
          assertThat(answer(port, "NO HTTP AT ALL\r\n\r\n")).startsWith("HTTP/1.1 400");
          assertThat(answer(port, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"))
              .startsWith("HTTP/1.1 400");
          assertThat(
                  answer(
                      port, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(17_000) + "\r\n\r\n"))
              .startsWith("HTTP/1.1 431");
          String metrics = get(port, "/metrics").body();
          assertThat(metrics)
              .contains("route=\"unknown\",status=\"431\"} 1.0")
              .contains("mplp_http_requests_active 0.0");
          Matcher bad =
              Pattern.compile("route=\"unknown\",status=\"400\"} ([\\d.]+)").matcher(metrics);
          assertThat(bad.results().mapToDouble(each -> Double.parseDouble(each.group(1))).sum())
              .isEqualTo(2);
        });
  }

  /** What the series says at the moment, as Prometheus reads it. */
  private double value(int port, String series) throws Exception {
    String start = series + ' ';
    return get(port, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElseThrow();
  }

  private void await(int port, String series, double value) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (value(port, series) != value && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(value(port, series)).as(series).isEqualTo(value);
  }

  @Test
  void whatIsUnderWay_isTold_andWhatTheCallerHasAlready_isCountedAsThat() throws Exception {
    served(
        Map.of(),
        (port, own) -> {
          String path = opened(port);
          assertThat(get(port, path).statusCode()).isEqualTo(200);
          HttpResponse<String> known = get(port, path, "If-None-Match", "*");
          assertThat(known.statusCode()).isEqualTo(304);
          assertThat(known.headers().firstValue("ETag")).isPresent();
          String route = "{method=\"GET\",route=\"/api/v1/contexts/{context_id}\",status=";
          assertThat(get(port, "/metrics").body())
              .contains(route + "\"200\"} 1.0", route + "\"304\"} 1.0");

          assertThat(value(port, "mplp_http_calls_max")).isEqualTo(40);
          assertThat(value(port, "mplp_http_calls_active")).isEqualTo(1); // this one
          assertThat(value(port, "mplp_http_threads_active")).isBetween(1.0, 64.0);
          assertThat(value(port, "mplp_http_threads_max")).isEqualTo(64);
          assertThat(value(port, "mplp_http_requests_refused_total{limit=\"exports\"}")).isZero();
          double connections = value(port, "mplp_http_connections_open");
          try (Socket follows = open(port, "GET /api/v1/events", "Accept: text/event-stream");
              Socket sends = open(port, "POST /api/v1/contexts", "Content-Length: 9")) {
            await(port, "mplp_http_streams_open", 1);
            await(port, "mplp_http_bodies_awaited", 1);
            await(port, "mplp_http_connections_open", connections + 2);
            assertThat(follows.isConnected() && sends.isConnected()).isTrue();
          }
          await(port, "mplp_http_bodies_awaited", 0);
          await(port, "mplp_http_connections_open", connections);
        });
  }

  /** The path of a new Context. */
  private String opened(int port) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + "/api/v1/contexts/open");
    String context = "{\"title\":\"A\",\"root\":{\"domain\":\"a\",\"environment\":\"b\"}}";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(context));
    return client
        .send(request.build(), BodyHandlers.discarding())
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static Socket open(int port, String line, String header) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String head = line + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  @Test
  void token_isAskedFor_whereOneIsSet() throws Exception {
    served(
        Map.of("JWT_SECRET", SECRET, "MPLP_METRICS_TOKEN", TOKEN),
        (port, own) -> {
          assertThat(get(port, "/metrics").statusCode()).isEqualTo(401);
          HttpResponse<String> wrong = get(port, "/metrics", "Authorization", "Bearer " + SECRET);
          assertThat(wrong.statusCode()).isEqualTo(401);
          assertThat(wrong.headers().firstValue("WWW-Authenticate")).isPresent();
          assertThat(wrong.body()).contains("UNAUTHENTICATED").doesNotContain(TOKEN);
          assertThat(get(port, "/metrics", "Authorization", "bearer " + TOKEN).body())
              .contains("mplp_storage_up 1.0");
        });
  }

  @Test
  void withoutTokenOrPort_aClosedServerTellsNobody() throws Exception {
    served(
        Map.of("JWT_SECRET", SECRET),
        (port, own) -> assertThat(get(port, "/metrics").statusCode()).isEqualTo(404));
  }

  @Test
  void portOfItsOwn_tellsEverybodyThere_andNothingElse() throws Exception {
    served(
        Map.of("JWT_SECRET", SECRET, "MPLP_METRICS_PORT", "0"),
        (port, own) -> {
          get(port, "/health");
          assertThat(get(own, "/metrics").body())
              .contains("{method=\"GET\",route=\"/health\",status=\"200\"} 1.0");
          assertThat(get(own, "/metrics", "Accept", "application/openmetrics-text").body())
              .endsWith("# EOF\n");
          assertThat(get(own, "/health").statusCode()).isEqualTo(404);
          assertThat(get(own, "/health").body()).isEqualTo("Not Found\n");
          assertThat(get(port, "/metrics").statusCode()).isEqualTo(404);
        });
  }
}
