package dev.mplp.runtime.invariant;

/** A rule, condition or path that the engine cannot read; the message says what. */
final class RuleSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RuleSyntaxException(String message) {
    super(message);
  }
}
