package dev.mplp.examples.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * All meters at a moment, as Prometheus reads them.
 *
 * @param type the media type
 */
@SuppressWarnings("ArrayRecordComponent") // written and forgotten
record Scrape(String type, byte[] text) {

  private static final String CLASSIC = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN = "application/openmetrics-text";
  private static final String OPEN_TYPE = OPEN + "; version=1.0.0; charset=utf-8";

  static Scrape of(PrometheusMeterRegistry registry, @Nullable String accept) {
    String type = accept != null && accept.contains(OPEN) ? OPEN_TYPE : CLASSIC;
    return new Scrape(type, registry.scrape(type).getBytes(UTF_8));
  }
}
