package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.runtime.otlp.Target;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where Traces are sent: a collector of OpenTelemetry, by OTLP over HTTP in JSON ({@code
 * http/json}). Immutable; {@link TraceExport} sends them.
 */
public final class TracesOut {

  private static final String DEFAULT_SERVICE = "mplp";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private final Target target;

  private TracesOut(Target target) {
    this.target = target;
  }

  /**
   * To this address, such as {@code http://localhost:4318/v1/traces}, as the service {@code mplp}.
   *
   * @throws IllegalArgumentException when it is not one of http or https, or has a user in it
   */
  public static TracesOut to(URI address) {
    return new TracesOut(
        new Target(
            requireNonNull(address, "address"),
            Map.of(),
            Map.of("service.name", DEFAULT_SERVICE),
            DEFAULT_TIMEOUT));
  }

  /**
   * With this header in each request, such as one that says who sends it.
   *
   * @throws IllegalArgumentException when it is none that can be sent
   */
  public TracesOut header(String name, String value) {
    return new TracesOut(
        new Target(
            target.address(),
            with(target.headers(), name, value),
            target.resource(),
            target.timeout()));
  }

  /** With this attribute of the resource, such as {@code service.name}. */
  public TracesOut attribute(String name, String value) {
    return new TracesOut(
        new Target(
            target.address(),
            target.headers(),
            with(target.resource(), name, value),
            target.timeout()));
  }

  /**
   * Waits so long for an answer; 10 s unless told otherwise.
   *
   * @throws IllegalArgumentException when it is not from 1 ms to 60 s
   */
  public TracesOut timeout(Duration timeout) {
    return new TracesOut(
        new Target(target.address(), target.headers(), target.resource(), timeout));
  }

  private static Map<String, String> with(Map<String, String> all, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(all);
    more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return more;
  }

  /**
   * As an environment says, by the names that OpenTelemetry gives them: {@code
   * OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}, or {@code /v1/traces} below {@code
   * OTEL_EXPORTER_OTLP_ENDPOINT}; {@code OTEL_EXPORTER_OTLP_HEADERS}, {@code
   * OTEL_EXPORTER_OTLP_TIMEOUT} in milliseconds, {@code OTEL_SERVICE_NAME}, {@code
   * OTEL_RESOURCE_ATTRIBUTES}. Empty without an endpoint.
   *
   * @throws IllegalArgumentException when one of them cannot be used, or {@code
   *     OTEL_EXPORTER_OTLP_PROTOCOL} is another one than {@code http/json}
   */
  public static Optional<TracesOut> fromEnvironment(Map<String, String> environment) {
    return OtelEnvironment.target(environment, DEFAULT_SERVICE, DEFAULT_TIMEOUT)
        .map(TracesOut::new);
  }

  Target target() {
    return target;
  }

  /** Without headers, which may be secret. */
  @Override
  public String toString() {
    return "TracesOut[" + target.address() + ']';
  }
}
