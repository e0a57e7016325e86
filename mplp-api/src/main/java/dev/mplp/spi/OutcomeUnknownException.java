package dev.mplp.spi;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/**
 * A commit was sent but its answer was lost: it may or may not have happened. Repeating the same
 * change set finds out. Code {@code OUTCOME_UNKNOWN}.
 */
public final class OutcomeUnknownException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** An unknown outcome. */
  public OutcomeUnknownException(String message, @Nullable Throwable cause) {
    super("OUTCOME_UNKNOWN", true, message, cause);
  }
}
