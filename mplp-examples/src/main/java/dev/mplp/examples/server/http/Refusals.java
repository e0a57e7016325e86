package dev.mplp.examples.server.http;

import dev.mplp.MplpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the log say which callers were not let in, and what failed here. Thread-safe. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final int UNAUTHENTICATED = 401;

  private final FewLines lines = new FewLines(LOG, "were refused or failed");

  /** Somebody was refused, or something failed. */
  void told(Exchange exchange, String route, MplpException e, int status) {
    if (status == UNAUTHENTICATED || status >= 500) {
      lines.say(() -> say(exchange, route, e, status));
    }
  }

  private static void say(Exchange exchange, String route, MplpException e, int status) {
    if (status == UNAUTHENTICATED) {
      LOG.info("{} was not let in: {}", exchange.client().getHostAddress(), e.getMessage());
    } else if (e.retryable()) {
      LOG.warn("{} {} failed: {}: {}", exchange.method(), route, e.code(), e.getMessage());
      LOG.debug("where it failed", e);
    } else {
      LOG.warn("{} {} failed: {}", exchange.method(), route, e.code(), e);
    }
  }
}
