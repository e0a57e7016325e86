package dev.mplp.plan;

import dev.mplp.MplpException;
import dev.mplp.model.ExecutionId;
import java.time.Duration;

/** An execution did not end in the time that somebody waited; code {@code AWAIT_TIMEOUT}. */
public final class ExecutionTimeoutException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** Waited in vain. */
  public ExecutionTimeoutException(ExecutionId executionId, Duration waited, String state) {
    super(
        "AWAIT_TIMEOUT",
        true,
        "execution " + executionId + " is still " + state + " after " + waited + "; it goes on",
        null);
  }
}
