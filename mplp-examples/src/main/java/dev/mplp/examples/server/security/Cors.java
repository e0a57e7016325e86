package dev.mplp.examples.server.security;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import java.util.List;
import java.util.Set;

/**
 * Lets web pages of certain origins call the server (the Fetch standard's CORS). Without origins no
 * page of another origin may, as browsers have it. Cookies play no part: a page sends a token.
 */
public final class Cors implements Filter {

  private static final String ALLOWED_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID,"
          + " Override-Lock, X-API-Key, X-Request-Id, MPLP-Session";
  private static final String SHOWN_HEADERS =
      "ETag, Location, Idempotency-Replayed, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate,"
          + " X-Request-Id, MPLP-Session";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

  /** How long a browser need not ask again, in seconds. */
  private static final String REMEMBERED = "600";

  private final Set<String> origins;

  /**
   * For pages of these origins.
   *
   * @param origins such as {@code https://console.example.com}, exactly as browsers send them
   */
  public Cors(List<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    String origin = origins.isEmpty() ? null : exchange.header("Origin");
    if (origin == null) {
      return origins.isEmpty() ? next.go() : varying(next.go());
    }
    boolean isAsking =
        exchange.method().equals("OPTIONS")
            && exchange.header("Access-Control-Request-Method") != null;
    if (!origins.contains(origin)) {
      return varying(isAsking ? Answer.empty(403) : next.go());
    }
    Answer answer = isAsking ? permission() : next.go();
    return varying(answer)
        .with("Access-Control-Allow-Origin", origin)
        .with("Cross-Origin-Resource-Policy", "cross-origin")
        .with("Access-Control-Expose-Headers", SHOWN_HEADERS);
  }

  private static Answer permission() {
    return Answer.empty(204)
        .with("Access-Control-Allow-Methods", METHODS)
        .with("Access-Control-Allow-Headers", ALLOWED_HEADERS)
        .with("Access-Control-Max-Age", REMEMBERED);
  }

  private static Answer varying(Answer answer) {
    String vary = answer.header("Vary");
    return answer.with("Vary", vary == null ? "Origin" : vary + ", Origin");
  }
}
