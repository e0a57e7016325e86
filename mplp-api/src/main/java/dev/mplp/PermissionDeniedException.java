package dev.mplp;

/** The caller may not do that; code {@code PERMISSION_DENIED}. */
public final class PermissionDeniedException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** An act that was refused, with why. */
  public PermissionDeniedException(String message) {
    super("PERMISSION_DENIED", false, message, null);
  }
}
