package dev.mplp.agent;

/**
 * Does a step of a plan. Called at least once for each step, by many threads at once; its effects
 * are made to happen once with {@link StepCall#idempotencyKey()} or {@link StepCall#attempt()}.
 */
@FunctionalInterface
public interface StepHandler {

  /**
   * Does the step, or as much as it can now.
   *
   * <p>An exception is a failure that may be retried; {@link StepResult#failed(StepError)} with
   * {@link StepError#permanent} is one that may not. The thread is interrupted when the step's time
   * is over, when the execution is cancelled and when the runtime closes.
   *
   * @return what became of it, never null
   * @throws Exception when the attempt failed
   */
  StepResult handle(StepCall call) throws Exception;
}
