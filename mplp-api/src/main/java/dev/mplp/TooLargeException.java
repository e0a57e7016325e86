package dev.mplp;

/**
 * An object has grown larger than what is handed out in one piece; code {@code TOO_LARGE}. The
 * message says how large it is and which method gives it page by page.
 */
public final class TooLargeException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** What is too large, and what to do instead. */
  public TooLargeException(String message) {
    super("TOO_LARGE", false, message, null);
  }
}
