package dev.mplp.plan;

import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Page;
import org.jspecify.annotations.Nullable;

/**
 * What operators do about executions whose completed steps are undone, see {@link
 * FailurePolicy#COMPENSATE}.
 *
 * <p>A step that cannot be undone ends the compensation: its execution is {@link
 * ExecutionState#COMPENSATION_FAILED}, and steps that were completed before it are not touched. It
 * waits then until somebody retries it, or abandons it after having seen to the rest by hand.
 */
public interface Compensations {

  /**
   * How the compensation of an execution stands.
   *
   * @throws dev.mplp.NotFoundException code {@code EXECUTION_NOT_FOUND}, or {@code
   *     COMPENSATION_NOT_FOUND} when nothing of the execution was ever to be undone
   */
  Compensation get(ExecutionId executionId);

  /**
   * Compensations of one state, those of the oldest executions first.
   *
   * @param after null for the first page, else the {@code next} of the page before with the same
   *     filter
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when the cursor is not one of this list
   */
  Page<Compensation> list(CompensationFilter filter, @Nullable Cursor after, int limit);

  /**
   * The steps of a compensation in the order in which they are undone.
   *
   * @param after null for the first page, else the {@code next} of the page before
   * @param limit 1 to 500
   * @throws dev.mplp.NotFoundException as {@link #get}
   * @throws dev.mplp.InvalidCursorException when the cursor is not one of this list
   */
  Page<StepCompensation> steps(ExecutionId executionId, @Nullable Cursor after, int limit);

  /**
   * Goes on with a compensation that failed, in a Trace of its own: with the step that could not be
   * undone, which has all its attempts again, and then those before it. What is undone stays so.
   *
   * @param reason for the record, 1 to 1,000 characters; null for none
   * @return the execution, which is compensating
   * @throws dev.mplp.NotFoundException as {@link #get}
   * @throws dev.mplp.IllegalTransitionException when it has not failed
   */
  Execution retry(ExecutionId executionId, @Nullable String reason);

  /**
   * Gives a compensation up that failed, or that does not get on because no process has a
   * compensator for a step: the rest is seen to by other means, or left. An attempt that runs is
   * interrupted, and what it answers is refused.
   *
   * @param reason for the record, not blank, at most 1,000 characters
   * @return the execution, which is {@link ExecutionState#COMPENSATION_ABANDONED}
   * @throws dev.mplp.NotFoundException as {@link #get}
   * @throws dev.mplp.IllegalTransitionException when it is over
   */
  Execution abandon(ExecutionId executionId, String reason);
}
