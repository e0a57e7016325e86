package dev.mplp.examples.server.security;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells browsers to do nothing with answers that were not meant for them: not to guess types, not
 * to show or run them, not to keep them. An answer that says something of its own is believed.
 */
public final class SecurityHeaders implements Filter {

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin");

  /** The same for every server. */
  public SecurityHeaders() {}

  @Override
  public Answer around(Exchange exchange, Next next) {
    Answer answer = next.go();
    Map<String, String> headers = new LinkedHashMap<>(HEADERS);
    // what has an entity tag may be kept by the caller alone, and is asked for again each time
    headers.put("Cache-Control", answer.header("ETag") == null ? "no-store" : "private, no-cache");
    headers.putAll(answer.headers());
    return new Answer(answer.status(), headers, answer.body());
  }
}
