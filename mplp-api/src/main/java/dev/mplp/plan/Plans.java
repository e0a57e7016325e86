package dev.mplp.plan;

import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Versioned;
import org.jspecify.annotations.Nullable;

/** Plans and their execution. */
public interface Plans {

  /**
   * Stores a plan.
   *
   * @throws dev.mplp.ValidationException when its schema is broken, or its graph is: a dependency
   *     on itself, twice or on a step that is not there, or a cycle, which the message shows
   * @throws dev.mplp.NotFoundException when there is no such Context
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}
   */
  Plan create(Plan plan);

  /**
   * The plan as it stands: the statuses of its steps are those of its latest execution.
   *
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   */
  Plan get(PlanId planId);

  /**
   * The plan as {@link #get} gives it, with the version of its structure and status, which {@link
   * #update} takes. The statuses of steps are not part of the version.
   *
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   */
  Versioned<Plan> read(PlanId planId);

  /**
   * Replaces title, objective and steps of a plan that is draft or proposed. What was approved for
   * the former content is void.
   *
   * @param version under which the caller read it
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT}
   */
  Versioned<Plan> update(Plan plan, long version);

  /** Plans of a Context without their steps, oldest first. */
  Page<PlanSummary> list(ContextId contextId, @Nullable Cursor after, int limit);

  /** {@link #execute(PlanId, ExecutionOptions)} with the defaults. */
  Execution execute(PlanId planId);

  /**
   * Starts to execute a plan that is draft, proposed or approved. One execution of a plan is open
   * at a time.
   *
   * @throws dev.mplp.ConflictException code {@code EXECUTION_OPEN} when another one is open, {@code
   *     CONTEXT_NOT_ACTIVE}, {@code NO_HANDLER} (see {@link ExecutionOptions#missingHandler()})
   * @throws dev.mplp.IllegalTransitionException when the plan cannot be executed from its status
   */
  Execution execute(PlanId planId, ExecutionOptions options);

  /**
   * Resumes an execution that failed, as a new run with a Trace of its own: steps that failed, and
   * those skipped because of them, are done again, what is completed stays.
   *
   * @throws dev.mplp.IllegalTransitionException when it has not failed
   */
  Execution resume(ExecutionId executionId);

  /**
   * The execution.
   *
   * @throws dev.mplp.NotFoundException code {@code EXECUTION_NOT_FOUND}
   */
  Execution execution(ExecutionId executionId);

  /**
   * The latest execution of a plan.
   *
   * @throws dev.mplp.NotFoundException code {@code EXECUTION_NOT_FOUND} when it never had one
   */
  Execution latestExecution(PlanId planId);
}
