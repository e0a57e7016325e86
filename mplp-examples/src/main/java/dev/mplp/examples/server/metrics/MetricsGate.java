package dev.mplp.examples.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import dev.mplp.examples.server.http.RequestException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics} at the port of the API: for whoever has the token, and for everybody where
 * the server is open. It is not counted as a request.
 */
final class MetricsGate implements Filter {

  static final String PATH = "/metrics";
  private static final String SCHEME = "Bearer ";
  private static final int LENGTH = SCHEME.length();

  private final byte @Nullable [] token;
  private final Function<@Nullable String, Scrape> scrape;

  /**
   * A gate.
   *
   * @param token null to let everybody in
   * @param scrape the meters in a form that is among those accepted
   */
  MetricsGate(@Nullable String token, Function<@Nullable String, Scrape> scrape) {
    this.token = token == null ? null : token.getBytes(UTF_8);
    this.scrape = scrape;
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    if (!exchange.path().equals(PATH)) {
      return next.go();
    }
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      throw new RequestException(405, "METHOD_NOT_ALLOWED", "this path has the method GET alone")
          .with("Allow", "GET, HEAD");
    }
    if (!mayRead(exchange.header("Authorization"))) {
      throw new RequestException(
              401, "UNAUTHENTICATED", "send MPLP_METRICS_TOKEN as a bearer token")
          .with("WWW-Authenticate", "Bearer realm=\"metrics\"");
    }
    Scrape now = scrape.apply(exchange.header("Accept"));
    return new Answer(200, Map.of(), new AnswerBody.Bytes(now.type(), now.text()))
        .with("Cache-Control", "no-store");
  }

  /** Takes as long whatever part of the token is right. */
  private boolean mayRead(@Nullable String authorization) {
    if (token == null) {
      return true;
    }
    if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, LENGTH)) {
      return false;
    }
    return MessageDigest.isEqual(token, authorization.substring(LENGTH).strip().getBytes(UTF_8));
  }
}
