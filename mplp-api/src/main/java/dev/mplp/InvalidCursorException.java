package dev.mplp;

/** A cursor that the list it was given to did not give out; code {@code INVALID_CURSOR}. */
public final class InvalidCursorException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the cursor, and what to do. */
  public InvalidCursorException(String message) {
    super("INVALID_CURSOR", false, message, null);
  }
}
