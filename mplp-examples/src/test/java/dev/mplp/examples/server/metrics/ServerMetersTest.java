package dev.mplp.examples.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server tells Prometheus. */
class ServerMetersTest {

  private final ServerMeters meters = new ServerMeters();

  @AfterEach
  void close() {
    meters.close();
  }

  private String text() {
    return new String(meters.scrape(null).text(), UTF_8);
  }

  private void answered(String method, String route, int status, long millis) {
    meters.http().began();
    meters.http().answered(method, route, status, Duration.ofMillis(millis));
  }

  @Test
  void requests_areCounted_byMethodRouteAndStatus_andTimedInBuckets() {
    answered("GET", "/api/v1/plans/{plan_id}", 200, 3);
    answered("GET", "/api/v1/plans/{plan_id}", 200, 30);
    answered("GET", "/api/v1/plans/{plan_id}", 404, 3);
    meters.http().began();

    String plan = "method=\"GET\",route=\"/api/v1/plans/{plan_id}\"";
    assertThat(text())
        .contains(
            "mplp_http_requests_total{" + plan + ",status=\"200\"} 2.0",
            "mplp_http_requests_total{" + plan + ",status=\"404\"} 1.0",
            "mplp_http_request_duration_seconds_bucket{" + plan + ",le=\"0.005\"} 2",
            "mplp_http_request_duration_seconds_bucket{" + plan + ",le=\"0.05\"} 3",
            "mplp_http_request_duration_seconds_bucket{" + plan + ",le=\"+Inf\"} 3",
            "mplp_http_requests_active 1.0");
  }

  @Test
  void pathsAndMethods_thatThereAreNot_makeNoSeriesOfTheirOwn() {
    for (int i = 0; i < 100; i++) {
      answered("BREW" + i, null, 405, 1);
    }
    assertThat(text().lines().filter(line -> line.startsWith("mplp_http_requests_total")))
        .containsExactly(
            "mplp_http_requests_total{method=\"OTHER\",route=\"unknown\",status=\"405\"} 100.0");
  }

  @Test
  void runtimeAndJvm_areTold_asPrometheusReadsThem() throws Exception {
    try (Mplp mplp = MplpRuntime.builder().listener(meters.listener()).build()) {
      meters.watch(mplp);
      answered("GET", "/health", 200, 1);
      assertThat(text())
          .contains("mplp_storage_up 1.0", "mplp_queue_depth 0.0", "mplp_leases_lost_total 0.0")
          .contains("jvm_memory_used_bytes{", "process_uptime_seconds ", "process_cpu_usage ")
          .contains("process_resident_memory_bytes ", "process_cpu_seconds_total ");
      judge(text());
    }
  }

  /** Where Prometheus' own tool is installed it judges; the exposition is its form in any case. */
  private static void judge(String text) throws IOException, InterruptedException {
    assertThat(text.lines())
        .allMatch(line -> line.startsWith("# ") || line.matches("[a-z0-9_]+(\\{.+})? \\S+"));
    boolean installed =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    if (installed) {
      Process process =
          new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
      process.getOutputStream().write(text.getBytes(UTF_8));
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(said).isEmpty();
      assertThat(process.exitValue()).isZero();
    }
  }

  @Test
  void openMetrics_areWritten_forWhoeverReadsThem() {
    Scrape scrape = meters.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    assertThat(scrape.type()).startsWith("application/openmetrics-text");
    assertThat(new String(scrape.text(), UTF_8)).endsWith("# EOF\n");
  }

  @Test
  void residentMemory_isWhatLinuxSays() {
    assertThat(ResidentMemory.of(List.of("VmPeak:\t 9 kB", "VmRSS:\t  2048 kB")))
        .isEqualTo(2_097_152);
    assertThat(ResidentMemory.of(List.of("Name: java"))).isNaN();
  }
}
