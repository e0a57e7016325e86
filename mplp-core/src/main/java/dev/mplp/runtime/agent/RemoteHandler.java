package dev.mplp.runtime.agent;

import dev.mplp.agent.StepResult;

/**
 * Does steps of a role in an agent. Called by many threads at once, and at least once for each
 * step.
 */
@FunctionalInterface
public interface RemoteHandler {

  /**
   * Does a step.
   *
   * <p>An exception is a failure that may be retried, as with {@link dev.mplp.agent.StepHandler}.
   * The thread is interrupted when nobody wants the result any more and when the agent closes.
   *
   * @return that the step is completed or failed; anything else fails it for good
   * @throws Exception when the attempt failed
   */
  StepResult handle(RemoteCall call) throws Exception;
}
