package dev.mplp.examples.server.security;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/**
 * Whether credentials are good cannot be told now: 503, code {@code AUTHENTICATION_UNAVAILABLE}.
 */
public final class AuthenticationUnavailableException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** With what is away. */
  public AuthenticationUnavailableException(String message, @Nullable Throwable cause) {
    super("AUTHENTICATION_UNAVAILABLE", true, message, cause);
  }
}
