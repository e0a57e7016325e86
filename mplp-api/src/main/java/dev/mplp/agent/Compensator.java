package dev.mplp.agent;

/**
 * Undoes a step that its handler completed, when the execution fails and is to be compensated, see
 * {@link dev.mplp.plan.FailurePolicy#COMPENSATE}. Called at least once for each such step, one step
 * at a time in the reverse order of their completion, by any process that has registered it; its
 * effects are made to happen once with {@link Call#idempotencyKey()} or {@link Call#attempt()}.
 */
@FunctionalInterface
public interface Compensator {

  /**
   * Undoes the step, or as much of it as it can now. Undoing what is undone already is a success.
   *
   * <p>An exception is a failure that may be retried; {@link CompensationResult#failed} with {@link
   * StepError#permanent} is one that may not. The thread is interrupted when the attempt's time is
   * over, when the compensation is abandoned and when the runtime closes.
   *
   * @return what became of it, never null
   * @throws Exception when the attempt failed
   */
  CompensationResult compensate(CompensationCall call) throws Exception;
}
