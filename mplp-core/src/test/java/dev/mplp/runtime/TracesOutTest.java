package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.runtime.otlp.Target;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracesOutTest {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private static Target target(String... pairs) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return TracesOut.fromEnvironment(environment).orElseThrow().target();
  }

  @Test
  void noEndpoint_isNoExport() {
    assertThat(TracesOut.fromEnvironment(Map.of("OTEL_SERVICE_NAME", "loans"))).isEmpty();
    assertThat(TracesOut.fromEnvironment(Map.of(ENDPOINT, ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://otel:4318, http://otel:4318/v1/traces",
    "http://otel:4318/, http://otel:4318/v1/traces",
    "https://otel/a/b/, https://otel/a/b/v1/traces",
  })
  void endpoint_isThatOfAllSignals(String given, String expected) {
    assertThat(target(ENDPOINT, given).address()).hasToString(expected);
  }

  @Test
  void endpointOfTraces_winsAndIsTakenAsItIs() {
    assertThat(
            target(
                    ENDPOINT,
                    "http://otel:4318",
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                    "https://traces/in")
                .address())
        .hasToString("https://traces/in");
  }

  @Test
  void headersAndAttributes_arePairs() {
    Target target =
        target(
            ENDPOINT,
            "http://otel:4318",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "authorization=Basic%20YQ==, x-team = a+b%2Cc,",
            "OTEL_RESOURCE_ATTRIBUTES",
            "service.name=other,deployment.environment.name=staging",
            "OTEL_SERVICE_NAME",
            "loans",
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "http/json",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "2500");
    assertThat(target.headers())
        .containsOnly(Map.entry("authorization", "Basic YQ=="), Map.entry("x-team", "a+b,c"));
    assertThat(target.resource())
        .containsExactly(
            Map.entry("service.name", "loans"),
            Map.entry("deployment.environment.name", "staging"));
    assertThat(target.timeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(target.toString()).doesNotContain("YQ==");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, otel:4318, http://localhost:4318",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://a b, http://localhost:4318",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://a:geheim@otel:4318, header",
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc, http/json",
    "OTEL_EXPORTER_OTLP_TIMEOUT, soon, milliseconds",
    "OTEL_EXPORTER_OTLP_TIMEOUT, 0, 60 s",
    "OTEL_EXPORTER_OTLP_HEADERS, geheim, name=value",
    "OTEL_EXPORTER_OTLP_HEADERS, a=geheim%zz, %25",
    "OTEL_EXPORTER_OTLP_HEADERS, Host=geheim, Host",
    "OTEL_RESOURCE_ATTRIBUTES, =a, name=value",
  })
  void whatCannotBeUsed_isRefused_withoutSecrets(String name, String value, String told) {
    Map<String, String> environment = new HashMap<>(Map.of(ENDPOINT, "http://otel:4318"));
    environment.put(name, value);
    assertThatThrownBy(() -> TracesOut.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OTEL_")
        .hasMessageContaining(told)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void export_isAPartOfTheHealth_untilItIsClosed() {
    TracesOut out =
        TracesOut.to(URI.create("http://127.0.0.1:1/v1/traces"))
            .attribute("service.name", "loans")
            .header("Authorization", "Bearer a")
            .timeout(Duration.ofSeconds(1));
    try (Mplp mplp = MplpRuntime.builder().build()) {
      TraceExport export = TraceExport.start(mplp, out);
      assertThat(mplp.health().parts()).extracting(Part::name).containsExactly("storage", "traces");
      assertThat(export.figures().traces()).isZero();
      export.close();
      assertThat(mplp.health().parts()).extracting(Part::name).containsExactly("storage");
      export.close();
    }
  }
}
