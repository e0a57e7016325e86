package dev.mplp.examples.server.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mplp.examples.cli.agent.Agents;
import dev.mplp.examples.server.TestServer;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.model.ContextId;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.tck.Eventually;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A server that a collector of OpenTelemetry is named to. */
class TracesToCollectorTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> send(RunningServer server, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String created(RunningServer server, String path, String body, String id)
      throws Exception {
    HttpResponse<String> answer = send(server, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return TestServer.json(answer).asObject().string(id).orElseThrow();
  }

  private boolean tells(RunningServer server, String line) {
    try {
      return send(server, "/metrics", "").body().contains(line);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void executions_areSentAsPartOfTheTraceOfTheRequest() throws Exception {
    Queue<String> taken = new ConcurrentLinkedQueue<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          taken.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    ServerConfig config =
        ServerConfig.of(
            Map.of(
                "PORT",
                "0",
                "MPLP_NAME",
                "replica-1",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort()));
    RunningServer server =
        RunningServer.start(config, Optional.of(Agents.of("echo", ignored -> {})));
    try {
      Eventually.until("it has begun", () -> tells(server, "mplp_export_leader 1.0"));
      String context =
          created(
              server,
              "/api/v1/contexts/open",
              "{\"title\":\"Loan\",\"root\":{\"domain\":\"finance\",\"environment\":\"test\"}}",
              "context_id");
      Plan plan =
          Plan.builder(ContextId.of(context), "Assess", "Decide").step("First", "clerk").build();
      send(server, "/api/v1/plans", WireCodec.standard().toJson(plan).toString());
      created(server, "/api/v1/plans/" + plan.planId() + "/execute", "{}", "execution_id");
      Eventually.until("it is counted", () -> tells(server, "mplp_export_traces_total 1.0"));
      assertThat(send(server, "/ready", "").body()).contains("\"name\":\"traces\"");
    } finally {
      server.stop();
      collector.stop(0);
    }
    assertThat(taken).hasSize(1);
    assertThat(taken.remove())
        .contains("\"traceId\":\"" + TRACE + "\"", "\"parentSpanId\":\"00f067aa0ba902b7\"")
        .contains("\"key\":\"service.instance.id\",\"value\":{\"stringValue\":\"replica-1\"}")
        .contains("\"key\":\"service.name\",\"value\":{\"stringValue\":\"mplp\"}", "\"First\"");
  }
}
