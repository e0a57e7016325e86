package dev.mplp.examples.server.security;

import dev.mplp.MplpException;

/** Nobody knows who is calling: 401, code {@code UNAUTHENTICATED}. */
public final class UnauthenticatedException extends MplpException {

  private static final long serialVersionUID = 1L;

  private final boolean invalid;

  private UnauthenticatedException(String message, boolean invalid) {
    super("UNAUTHENTICATED", false, message, null);
    this.invalid = invalid;
  }

  /** The request has no credentials. */
  public static UnauthenticatedException missing(String message) {
    return new UnauthenticatedException(message, false);
  }

  /**
   * The credentials are no good.
   *
   * @param message why, without anything of theirs
   */
  public static UnauthenticatedException invalid(String message) {
    return new UnauthenticatedException(message, true);
  }

  /** The header {@code WWW-Authenticate} of the answer (RFC 6750). */
  public String challenge() {
    return "Bearer realm=\"mplp\"" + (invalid ? ", error=\"invalid_token\"" : "");
  }
}
