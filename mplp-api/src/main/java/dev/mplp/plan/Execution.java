package dev.mplp.plan;

import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A handle on the execution of a plan. It holds no resources and outlives nothing: any process
 * finds the same execution with {@link Plans#execution}.
 */
public interface Execution {

  /** Its id. */
  ExecutionId executionId();

  /** Its plan. */
  PlanId planId();

  /** How it stands now. */
  ExecutionSnapshot snapshot();

  /**
   * Waits until it ended.
   *
   * @throws ExecutionTimeoutException when the time is over; the execution goes on
   * @throws InterruptedException when the waiting thread is interrupted; the execution goes on
   */
  ExecutionResult await(Duration timeout) throws InterruptedException;

  /** Completes when it ended. Cancelling the future cancels nothing but the waiting. */
  CompletableFuture<ExecutionResult> toFuture();

  /**
   * What became of its steps so far, in the plan's order, at the cost of the page. What became of
   * undoing them is left out here, see {@link Compensations#steps}.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<StepOutcome> outcomes(@Nullable Cursor after, int limit);

  /**
   * The steps that agents in other processes were asked to do and that have not been settled, in
   * the order in which they were asked, with what the agents said of their progress.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<RemoteRequest> remoteRequests(@Nullable Cursor after, int limit);

  /** Holds it: nothing more is begun, what runs goes on. Nothing happens when it is held. */
  void pause();

  /**
   * Goes on with it. Nothing happens when it runs. An execution that exceeded its budget stays held
   * until it has a larger one, see {@link Plans#changeBudget}.
   */
  void unpause();

  /**
   * Cancels it: what is not running is skipped, what runs is interrupted. What is completed is
   * undone if {@link CompensationOptions#onCancel()} says so, and stays otherwise. Undoing itself
   * is not cancelled but abandoned, see {@link Compensations#abandon}.
   *
   * @param reason for the record; null for none
   * @throws dev.mplp.IllegalTransitionException when it ended
   */
  void cancel(@Nullable String reason);
}
