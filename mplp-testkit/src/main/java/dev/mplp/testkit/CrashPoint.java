package dev.mplp.testkit;

/**
 * Where the process of a {@link TestRuntime} crashes; a compensator is a handler in all of this.
 */
public enum CrashPoint {
  /** The step is claimed, its handler not called yet: nothing happened. */
  BEFORE_HANDLER,
  /**
   * The handler is back, its result not stored: what it did outside is done, and nobody knows. The
   * handler is called again for the same step, with the same idempotency key.
   */
  AFTER_HANDLER,
  /** The result is stored, the process learns no more of it. The handler is not called again. */
  AFTER_RESULT
}
