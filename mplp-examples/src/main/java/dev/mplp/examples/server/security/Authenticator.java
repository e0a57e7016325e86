package dev.mplp.examples.server.security;

import dev.mplp.model.Principal;
import dev.mplp.observe.RuntimeHealth.Part;
import java.time.Instant;
import java.util.Optional;

/** Tells who is calling; safe for use by many threads. */
@FunctionalInterface
public interface Authenticator {

  /**
   * Who sent these credentials.
   *
   * @throws UnauthenticatedException when they are missing or no good
   * @throws AuthenticationUnavailableException when that cannot be told now
   */
  Principal authenticate(RequestCredentials credentials);

  /**
   * The same, and until when it may be believed of a caller who is answered for long.
   *
   * @throws UnauthenticatedException as {@link #authenticate}
   * @throws AuthenticationUnavailableException as well
   */
  default Identified identify(RequestCredentials credentials) {
    return new Identified(authenticate(credentials), Instant.MAX);
  }

  /**
   * How that is which callers are told by; empty when nothing of it can be away. Asked once a
   * second, so that it may see to it that it comes back.
   */
  default Optional<Part> health() {
    return Optional.empty();
  }

  /**
   * Whether these are good, or were a while ago, as far as that takes no effort to tell: no public
   * key, and nothing that is elsewhere. Then they are looked at even when others at the same
   * address fail all the time.
   */
  default boolean knows(RequestCredentials credentials) {
    return false;
  }
}
