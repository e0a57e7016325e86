package dev.mplp;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Root of every error that this library throws on purpose.
 *
 * <p>The message names the object, what was expected and what to do. {@link #code()} is stable: the
 * same over Java, HTTP and the command line.
 */
public class MplpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean retryable;

  /**
   * For subclasses of this library and of adapters.
   *
   * @param code stable, upper case with underscores, such as {@code PLAN_NOT_FOUND}
   * @param retryable whether the same call can succeed later without being changed
   */
  protected MplpException(
      String code, boolean retryable, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code");
    this.retryable = retryable;
  }

  /** The stable code of this error, such as {@code PLAN_NOT_FOUND}. */
  public String code() {
    return code;
  }

  /** True when the same call can succeed later without being changed. */
  public boolean retryable() {
    return retryable;
  }
}
