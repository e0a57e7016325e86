package dev.mplp.observe;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.plan.BudgetUnit;
import java.time.Duration;

/**
 * Watches a runtime. Called off the commit path, on threads of the runtime; what it throws is
 * logged and goes no further.
 */
public interface RuntimeListener {

  /** A step was claimed by this process. */
  default void stepStarted(ExecutionId executionId, StepId stepId, int attempt) {}

  /**
   * An attempt of this process was settled: {@code completed}, {@code failed}, {@code retried}, ...
   */
  default void stepSettled(
      ExecutionId executionId, StepId stepId, int attempt, String outcome, Duration took) {}

  /** A result of this process came too late and was refused. */
  default void stepFenced(ExecutionId executionId, StepId stepId, int attempt) {}

  /**
   * This process brought an execution to its end: {@code completed}, {@code failed}, {@code
   * compensated}, ...
   */
  default void executionEnded(ExecutionId executionId, String state) {}

  /** An execution has used nearly all of a limit of its budget, as this process saw. */
  default void budgetWarning(ExecutionId executionId, BudgetUnit unit) {}

  /** An execution has used more than a limit of its budget allows, as this process saw. */
  default void budgetExceeded(ExecutionId executionId, BudgetUnit unit) {}

  /** Steps of this role are ready, and this process has no handler for them. */
  default void handlerMissing(String role, long steps, Duration oldest) {}

  /** An attempt to undo a step was claimed by this process. */
  default void compensationStarted(ExecutionId executionId, StepId stepId, int attempt) {}

  /**
   * An attempt of this process to undo a step was settled: {@code completed}, {@code failed},
   * {@code retried}, ...
   */
  default void compensationSettled(
      ExecutionId executionId, StepId stepId, int attempt, String outcome, Duration took) {}

  /**
   * A step is to be undone, and this process has a handler for its role but no compensator: it
   * waits for a process that has one. Told again from time to time.
   */
  default void compensatorMissing(ExecutionId executionId, StepId stepId, String role) {}

  /** A handler ignored its interrupt after its time was over; so many still do. */
  default void handlerStuck(ExecutionId executionId, StepId stepId, int stuck) {}

  /** This process lost its lease: its steps are taken over by others. */
  default void leaseLost() {}

  /**
   * This process could not claim steps, so often in a row, for example because it has no key for
   * what they are about; it tries again after the pause.
   */
  default void claimFailed(int failures, Duration pause, String reason) {}

  /**
   * What a timer does (a deadline, an expiry) failed so often, and not because of the storage; it
   * is tried again, after 10 seconds at first and 10 minutes at most.
   */
  default void timerFailed(String kind, String id, int failures) {}

  /**
   * This process sent the request for a step to the agents of a role.
   *
   * @param again whether it was sent before
   */
  default void remoteRequestSent(String role, boolean again) {}

  /**
   * The transport did not take the request for a step; unless it never will, it is tried again
   * every second.
   */
  default void remoteRequestFailed(String role) {}

  /**
   * This process took a reply of an agent.
   *
   * @param kind {@code completed}, {@code failed}, {@code progress} or {@code heartbeat}
   * @param since how long ago the request was sent first
   */
  default void remoteReplyTaken(String role, String kind, Duration since) {}

  /**
   * This process refused a reply of an agent.
   *
   * @param why {@code late}, {@code doubled} or {@code unacceptable}
   */
  default void remoteReplyRefused(String why) {}

  /**
   * So many steps wait for agents, of all replicas, as far as this process knows their tenants;
   * told every ten seconds.
   */
  default void remoteStepsParked(long steps) {}

  /**
   * Somebody looked at an object of a kind that is cached. Called by the thread that looks, which
   * waits: return at once.
   */
  default void cacheRead(CacheRead from, Duration took) {}

  /** The shared cache had a copy that was too old to be shown here. As {@link #cacheRead}. */
  default void cacheRefused() {}

  /** The shared cache did not answer; it is left alone for a moment. As {@link #cacheRead}. */
  default void cacheFailed(String reason) {}

  /**
   * A call from outside was counted by one of its limits, and maybe refused. Told of each limit in
   * turn until one refuses, the caller's own first. As {@link #cacheRead}.
   */
  default void callCounted(CountedCall call) {}

  /**
   * What is going on in the storage, of all replicas; told at first and every ten seconds. Who
   * follows adds nothing up: each count stands for itself.
   */
  default void workCounted(WorkCounts counts) {}

  /** Calls this one, then the other. */
  default RuntimeListener andThen(RuntimeListener next) {
    return new BothListeners(this, next);
  }
}
