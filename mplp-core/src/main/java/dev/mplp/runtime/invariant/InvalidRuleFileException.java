package dev.mplp.runtime.invariant;

import dev.mplp.MplpException;
import org.jspecify.annotations.Nullable;

/** A file of rules cannot be read; code {@code RULE_FILE_INVALID}. */
public final class InvalidRuleFileException extends MplpException {

  private static final long serialVersionUID = 1;

  /** The file, and what is wrong with it. */
  InvalidRuleFileException(String file, String problem, @Nullable Throwable cause) {
    super("RULE_FILE_INVALID", false, file + ": " + problem, cause);
  }
}
