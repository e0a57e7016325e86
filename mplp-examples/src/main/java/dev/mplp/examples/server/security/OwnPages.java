package dev.mplp.examples.server.security;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets no web page of another place change anything: for a server that is open. A browser sends
 * what needs no permission (the Fetch standard's simple requests) for any page, which only cannot
 * read the answer; and it says whose page it is.
 */
public final class OwnPages implements Filter {

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "same-site", "none");

  private final Set<String> origins;

  /**
   * Around calls.
   *
   * @param origins of pages that may, besides those of this machine
   */
  public OwnPages(List<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    if (!HARMLESS.contains(exchange.method()) && !isOwn(exchange)) {
      throw UnauthenticatedException.missing(
          "this server is open to everybody, so no web page of another origin may change anything:"
              + " name it in MPLP_CORS_ORIGINS, or set JWT_SECRET and send a token");
    }
    return next.go();
  }

  private boolean isOwn(Exchange exchange) {
    String origin = exchange.header("Origin");
    if (origin != null) {
      return origins.contains(origin) || isOfThisMachine(origin, exchange.header("Host"));
    }
    String site = exchange.header("Sec-Fetch-Site");
    return site == null || OWN_SITES.contains(site);
  }

  private static boolean isOfThisMachine(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null
          && (authority.equalsIgnoreCase(host) || OpenAuthenticator.isLoopback(authority));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
