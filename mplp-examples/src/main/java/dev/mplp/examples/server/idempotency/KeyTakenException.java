package dev.mplp.examples.server.idempotency;

/**
 * Another request of the same key changed something first: nothing of this one happened. Ends the
 * call wherever it is.
 */
final class KeyTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyTakenException() {
    super("another request of the same key was quicker", null, false, false);
  }
}
