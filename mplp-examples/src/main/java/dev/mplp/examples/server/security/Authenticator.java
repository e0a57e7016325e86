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

  /**
   * Whether these were good a while ago, told without a closer look. Who was let in before is
   * looked at even when others at the same address fail all the time.
   */
  default boolean knows(RequestCredentials credentials) {
    return false;
  }
}
