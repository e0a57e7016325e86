package dev.mplp;

import org.jspecify.annotations.Nullable;

/** The caller may not do that; code {@code PERMISSION_DENIED}. */
public final class PermissionDeniedException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** An act that was refused, with why. */
  public PermissionDeniedException(String message) {
    super("PERMISSION_DENIED", false, message, null);
  }

  /**
   * An act that an authorizer denied.
   *
   * @param subject who
   * @param capability what, as {@code module.action}
   * @param object the id of what it would have been done to; null for none
   * @param reason why
   */
  public static PermissionDeniedException of(
      String subject, String capability, @Nullable String object, String reason) {
    return new PermissionDeniedException(
        subject
            + " may not "
            + capability
            + (object == null ? "" : " of " + object)
            + ": "
            + reason);
  }
}
