package dev.mplp.examples.server.security;

import dev.mplp.RateLimitedException;
import dev.mplp.model.Principal;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.runtime.memory.InMemoryRateLimiter;
import dev.mplp.spi.RateLimiter.Decision;
import dev.mplp.spi.RateLimiter.Rate;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks no closer at whoever comes from where too many came whose credentials were no good: they
 * are told when to come again. Those who can be known without effort are let in all the same, and
 * who sends no credentials is told so, and counts for nothing. Thread-safe.
 *
 * <p>Each server counts for itself, 100,000 addresses at most.
 */
public final class LimitedFailures implements Authenticator {

  private final Authenticator authenticator;
  private final Rate rate;
  private final InMemoryRateLimiter failures;

  /**
   * Around another one.
   *
   * @param perMinute how many fail at one address before the next ones are refused
   */
  public LimitedFailures(Authenticator authenticator, int perMinute) {
    this(authenticator, perMinute, InMemoryRateLimiter.create());
  }

  LimitedFailures(Authenticator authenticator, int perMinute, InMemoryRateLimiter failures) {
    this.authenticator = authenticator;
    this.rate = Rate.perMinute(perMinute);
    this.failures = failures;
  }

  /**
   * As {@link Authenticator#authenticate}.
   *
   * @throws RateLimitedException when too many failed before
   */
  @Override
  public Principal authenticate(RequestCredentials credentials) {
    return limited(credentials, authenticator::authenticate);
  }

  @Override
  public Identified identify(RequestCredentials credentials) {
    return limited(credentials, authenticator::identify);
  }

  private <T> T limited(RequestCredentials credentials, Function<RequestCredentials, T> ask) {
    if (credentials.areMissing()) {
      return ask.apply(credentials);
    }
    Decision before = failures.look(credentials.origin(), rate);
    if (!before.allowed() && !authenticator.knows(credentials)) {
      throw new RateLimitedException(
          "more than "
              + rate.permits()
              + " requests in a minute came from "
              + credentials.origin()
              + " by nobody who is known here; see to it that you send good credentials, and come"
              + " again later",
          before.retryAfter());
    }
    try {
      return ask.apply(credentials);
    } catch (UnauthenticatedException e) {
      failures.take(credentials.origin(), rate);
      throw e;
    }
  }

  @Override
  public Optional<Part> health() {
    return authenticator.health();
  }

  @Override
  public boolean knows(RequestCredentials credentials) {
    return authenticator.knows(credentials);
  }
}
