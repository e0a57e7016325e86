package dev.mplp.examples.server.security;

import dev.mplp.model.Principal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Everybody is the developer: for a server on one's own machine. What asks for it by another name
 * than that of the machine itself is a web page that had its name resolved to this address, and is
 * refused.
 */
public final class OpenAuthenticator implements Authenticator {

  /** Who everybody is. */
  public static final Principal DEVELOPER = Principal.of("developer");

  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?");

  private final boolean loopbackOnly;

  /**
   * For a server that is open.
   *
   * @param loopbackOnly whether it listens on the machine's own address alone
   */
  public OpenAuthenticator(boolean loopbackOnly) {
    this.loopbackOnly = loopbackOnly;
  }

  @Override
  public Principal authenticate(RequestCredentials credentials) {
    if (loopbackOnly && !isLoopback(credentials.host())) {
      throw UnauthenticatedException.missing(
          "this server is open to everybody, so it answers on its own machine alone: call it by"
              + " localhost, or set JWT_SECRET and send a token");
    }
    return DEVELOPER;
  }

  /** Whether this is a name of the machine itself, with or without a port. */
  static boolean isLoopback(String authority) {
    return LOOPBACK.matcher(authority.toLowerCase(Locale.ROOT)).matches();
  }
}
