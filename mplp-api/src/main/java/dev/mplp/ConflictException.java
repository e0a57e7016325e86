package dev.mplp;

/**
 * Something is not as the caller took it to be. Code {@code VERSION_CONFLICT} when an object was
 * changed since it was read: read again and repeat; {@code ALREADY_EXISTS}, {@code EXECUTION_OPEN}
 * and others where the code says what.
 */
public final class ConflictException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** A conflict with what is stored. */
  public ConflictException(String code, String message) {
    super(code, code.equals("VERSION_CONFLICT"), message, null);
  }
}
