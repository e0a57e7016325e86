package dev.mplp.runtime.otlp;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A collector.
 *
 * @param address of its Traces
 * @param headers of each request
 * @param resource attributes of what sends
 * @param timeout for an answer
 */
public record Target(
    URI address, Map<String, String> headers, Map<String, String> resource, Duration timeout) {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  /**
   * Checks all of it.
   *
   * @throws IllegalArgumentException when it cannot be used; no header's value is in the message
   */
  public Target {
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "a collector is at an address such as http://localhost:4318/v1/traces");
    }
    if (address.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of a collector has no user in it; say who sends by a header");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a collector is waited for 1 ms to 60 s");
    }
    headers = Map.copyOf(headers);
    resource = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(resource));
    headers.forEach((name, value) -> check(address, name, value));
  }

  private static void check(URI address, String name, String value) {
    try {
      HttpRequest.newBuilder(address).header(name, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the header \"" + name + "\" cannot be sent");
    }
  }

  /** Without headers, which may be secret. */
  @Override
  public String toString() {
    return "Target[" + address + ']';
  }
}
