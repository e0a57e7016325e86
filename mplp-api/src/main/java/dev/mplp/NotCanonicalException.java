package dev.mplp;

/**
 * A value has no canonical form (RFC 8785), so that no digest of it can be compared; code {@code
 * NOT_CANONICAL}.
 *
 * <p>The canonical form writes numbers as doubles: one that a double does not hold exactly would be
 * another number afterwards. Give such numbers as strings.
 */
public class NotCanonicalException extends MplpException {

  /** The code of this error. */
  public static final String CODE = "NOT_CANONICAL";

  private static final long serialVersionUID = 1L;

  /**
   * An error for one value.
   *
   * @param pointer where it stands, as a JSON Pointer
   * @param message what is wrong with it
   */
  public NotCanonicalException(String pointer, String message) {
    super(CODE, false, (pointer.isEmpty() ? "(document)" : pointer) + ": " + message, null);
  }
}
