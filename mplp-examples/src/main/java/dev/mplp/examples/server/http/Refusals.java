package dev.mplp.examples.server.http;

import dev.mplp.MplpException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the log say which callers were not let in, and what failed here. As anybody can cause that,
 * it says so ten times a second at most, and then how often it did not. Thread-safe.
 */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MOST = 10;
  private static final int UNAUTHENTICATED = 401;

  private final AtomicLong unsaid = new AtomicLong();
  private long began = System.nanoTime();
  private int said;

  /** Somebody was refused, or something failed. */
  void told(Exchange exchange, String route, MplpException e, int status) {
    if (status != UNAUTHENTICATED && status < 500) {
      return;
    }
    if (!mayBeSaid()) {
      unsaid.incrementAndGet();
      return;
    }
    long others = unsaid.getAndSet(0);
    if (others > 0) {
      LOG.warn("{} more were refused or failed than are told here", others);
    }
    if (status == UNAUTHENTICATED) {
      LOG.info("{} was not let in: {}", exchange.client().getHostAddress(), e.getMessage());
    } else if (e.retryable()) {
      LOG.warn("{} {} failed: {}: {}", exchange.method(), route, e.code(), e.getMessage());
      LOG.debug("where it failed", e);
    } else {
      LOG.warn("{} {} failed: {}", exchange.method(), route, e.code(), e);
    }
  }

  private synchronized boolean mayBeSaid() {
    long now = System.nanoTime();
    if (now - began > SECOND) {
      began = now;
      said = 0;
    }
    return said++ < MOST;
  }
}
