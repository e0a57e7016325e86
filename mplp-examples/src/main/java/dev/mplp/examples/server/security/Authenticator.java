package dev.mplp.examples.server.security;

import dev.mplp.model.Principal;

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
}
