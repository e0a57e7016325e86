package dev.mplp.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.runtime.otlp.Target;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what OpenTelemetry's specification says of variables of an environment. */
final class OtelEnvironment {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final String TIMEOUT = "OTEL_EXPORTER_OTLP_TIMEOUT";
  private static final String SERVICE = "OTEL_SERVICE_NAME";
  private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";

  private static final String JSON = "http/json";
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

  private OtelEnvironment() {}

  static Optional<Target> target(Map<String, String> all, String service, Duration timeout) {
    String exact = value(all, TRACES_ENDPOINT);
    String base = value(all, ENDPOINT);
    if (exact.isEmpty() && base.isEmpty()) {
      return Optional.empty();
    }
    String protocol = value(all, PROTOCOL);
    if (!protocol.isEmpty() && !protocol.equals(JSON)) {
      throw new IllegalArgumentException(
          PROTOCOL + " is " + JSON + " here, on port 4318 of a collector, but is " + protocol);
    }
    URI address =
        exact.isEmpty()
            ? address(ENDPOINT, base + (base.endsWith("/") ? "" : "/") + "v1/traces")
            : address(TRACES_ENDPOINT, exact);
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", service);
    resource.putAll(pairs(ATTRIBUTES, value(all, ATTRIBUTES)));
    if (!value(all, SERVICE).isEmpty()) {
      resource.put("service.name", value(all, SERVICE));
    }
    try {
      return Optional.of(
          new Target(
              address,
              pairs(HEADERS, value(all, HEADERS)),
              resource,
              timeout(value(all, TIMEOUT), timeout)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("OTEL_EXPORTER_OTLP_*: " + e.getMessage(), e);
    }
  }

  private static String value(Map<String, String> all, String name) {
    return all.getOrDefault(name, "").strip();
  }

  private static URI address(String name, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " is an address such as http://localhost:4318, which this is not", e);
    }
  }

  private static Duration timeout(String millis, Duration otherwise) {
    if (millis.isEmpty()) {
      return otherwise;
    }
    if (!MILLIS.matcher(millis).matches()) {
      throw new IllegalArgumentException(TIMEOUT + " is a number of milliseconds");
    }
    return Duration.ofMillis(Integer.parseInt(millis));
  }

  /** {@code name=value,name=value}, percent-encoded; what is in it may be secret. */
  private static Map<String, String> pairs(String name, String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            name + " is name=value,name=value, each value percent-encoded; one part has no name");
      }
      pairs.put(pair.substring(0, equals).strip(), decoded(name, pair.substring(equals + 1)));
    }
    return pairs;
  }

  private static String decoded(String name, String value) {
    try {
      return URLDecoder.decode(value.strip().replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " has a value with a % that encodes nothing; write it as %25", e);
    }
  }
}
