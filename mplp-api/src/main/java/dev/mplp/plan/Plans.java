package dev.mplp.plan;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans and their execution.
 *
 * <p>{@link PlanStatus} and {@link StepStatus} tell which status follows which, and by what.
 */
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

  /**
   * Gives a plan that is being executed other steps, in one commit between steps: what has begun
   * stays as it is and goes on, also while the plan is revised. {@link PlanDiff#between} shows
   * beforehand what a revision adds, removes and changes.
   *
   * <p>New steps come after those that are there, whatever their place in {@code revised}. Title,
   * objective and the statuses of steps are not revised.
   *
   * @param revised the plan with the steps that it is to have
   * @param version under which the caller read it
   * @return the plan as it stands then
   * @throws dev.mplp.ValidationException when the dependencies make no graph
   * @throws dev.mplp.IllegalTransitionException when the plan is not being executed
   * @throws dev.mplp.ConflictException code {@code NOT_REVISABLE} when a step that is changed or
   *     removed has begun, one that was removed before is to come back, or a step would wait for
   *     one that failed or was skipped; {@code APPROVAL_REQUIRED} when the revision is to be
   *     approved, see {@link #revisions()}; {@code VERSION_CONFLICT}, also when such a step begins
   *     at this moment
   */
  Versioned<Plan> revise(Plan revised, long version);

  /** Revisions that are proposed first, and applied once they are approved. */
  Revisions revisions();

  /**
   * Plans without their steps, oldest first.
   *
   * @param after null for the first page, else the {@code next} of the page before with the same
   *     filter
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when the cursor is not one of this list
   */
  Page<PlanSummary> list(PlanFilter filter, @Nullable Cursor after, int limit);

  /** {@link #propose(PlanId, ApprovalRequest)}, with what was asked for before, if anything. */
  PlanSummary propose(PlanId planId);

  /**
   * Draft to proposed: it is to be approved. From now on, and whatever becomes of the plan, it is
   * executed only with this approval: every execution that brings no gate before the plan of its
   * own asks for it.
   *
   * @param request the approval that the plan needs
   * @throws dev.mplp.IllegalTransitionException when it is not draft
   * @throws dev.mplp.ConflictException code {@code EXECUTION_OPEN}
   */
  PlanSummary propose(PlanId planId, ApprovalRequest request);

  /**
   * Draft or proposed to approved, by decision of the caller.
   *
   * @param reason for the record; null for none
   * @throws dev.mplp.ConflictException code {@code APPROVAL_REQUIRED} when the plan was proposed
   *     with an approval that it needs: that one is asked for by {@link #execute} and given through
   *     {@link dev.mplp.confirm.Confirms}; {@code EXECUTION_OPEN}
   * @throws dev.mplp.IllegalTransitionException when it is neither draft nor proposed
   */
  PlanSummary approve(PlanId planId, @Nullable String reason);

  /**
   * Proposed or approved back to draft.
   *
   * @param reason for the record; null for none
   * @throws dev.mplp.IllegalTransitionException when it is neither proposed nor approved
   * @throws dev.mplp.ConflictException code {@code EXECUTION_OPEN}: cancel the execution instead
   */
  PlanSummary reopen(PlanId planId, @Nullable String reason);

  /**
   * Gives a plan up that has not come to its end. An open execution is cancelled, and the plan with
   * it once what runs has stopped; the answer may still say {@code in_progress}.
   *
   * @param reason for the record; null for none
   * @throws dev.mplp.IllegalTransitionException when it is completed or cancelled
   */
  PlanSummary cancel(PlanId planId, @Nullable String reason);

  /**
   * Puts a plan away that has come to its end: lists leave it out unless asked for it, and it is
   * neither resumed nor changed any more. Nothing happens when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not completed, cancelled or
   *     failed
   */
  PlanSummary archive(PlanId planId);

  /**
   * Removes a plan for good, with its steps and the approval policies attached to them; its
   * executions, Traces and Confirms stay, and so does what the log tells of it.
   *
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code EXECUTION_OPEN}
   */
  void purge(PlanId planId);

  /**
   * Locks a plan: from now on it is neither changed nor executed, but by {@link
   * dev.mplp.Mplp#overridingLocks}, which is recorded. Refused with the code {@code LOCKED} are
   * {@link #update}, {@link #revise}, every transition, {@link #archive}, {@link #purge}, {@link
   * #execute} and {@link #resume}; a step that would let the plan grow fails. What runs already
   * goes on to its end, and can be paused and cancelled through its {@link Execution}.
   *
   * @param reason for people, 1 to 1,000 characters
   * @return the lock; the former one when it was locked already
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   */
  PlanLock lock(PlanId planId, String reason);

  /**
   * Takes the lock away; nothing happens when there is none.
   *
   * @param reason for the record; null for none
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   */
  void unlock(PlanId planId, @Nullable String reason);

  /**
   * The lock of a plan; empty when it is not locked.
   *
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   */
  Optional<PlanLock> lockOf(PlanId planId);

  /**
   * Follows what happens to a plan: its changes, its runs and the attempts at its steps.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   */
  Watch watch(PlanId planId, long after);

  /**
   * What {@link #execute(PlanId, ExecutionOptions)} would do with the plan as it is. Nothing is
   * stored, no handler is called.
   */
  DryRun dryRun(PlanId planId, ExecutionOptions options);

  /**
   * Copies a plan into a new draft in the same Context, with new identifiers for it and its steps,
   * in the same order. The source stays as it is and may be in any status, also being executed. An
   * approval that the source needs is needed by the copy too.
   *
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}; {@code STEP_NOT_FOUND} when the
   *     options name a step that the plan does not have
   * @throws dev.mplp.ConflictException code {@code CONTEXT_NOT_ACTIVE} when its Context is closed
   */
  Plan fork(PlanId planId, ForkOptions options);

  /**
   * Where a plan comes from that {@link #fork} made; empty for every other plan.
   *
   * @throws dev.mplp.NotFoundException code {@code PLAN_NOT_FOUND}
   */
  Optional<PlanOrigin> origin(PlanId planId);

  /** {@link #execute(PlanId, ExecutionOptions)} with the defaults. */
  Execution execute(PlanId planId);

  /**
   * Starts to execute a plan that is draft, proposed or approved. One execution of a plan is open
   * at a time.
   *
   * @throws dev.mplp.ConflictException code {@code EXECUTION_OPEN} when another one is open, {@code
   *     CONTEXT_NOT_ACTIVE}, {@code NO_HANDLER} (see {@link ExecutionOptions#missingHandler()}),
   *     {@code APPROVAL_REQUIRED} when the plan is proposed and no gate asks for its approval
   * @throws dev.mplp.IllegalTransitionException when the plan cannot be executed from its status
   */
  Execution execute(PlanId planId, ExecutionOptions options);

  /**
   * Resumes an execution that failed, as a new run with a Trace of its own: steps that failed, and
   * those skipped because of them, are done again, what is completed stays.
   *
   * @throws dev.mplp.IllegalTransitionException when it has not failed, or was compensated
   * @throws dev.mplp.ConflictException code {@code NOT_RESUMABLE} when it used its budget up (give
   *     it a larger one first, see {@link #changeBudget}), is not the latest of its plan, or the
   *     plan is archived
   */
  Execution resume(ExecutionId executionId);

  /**
   * Gives an execution another budget. What it used so far stays counted: an execution that was
   * held because it exceeded the former budget, and does not exceed this one, goes on; one that
   * failed by it can be resumed.
   *
   * @param budget instead of the former one
   * @throws dev.mplp.NotFoundException code {@code EXECUTION_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code NO_BUDGET} when it was started without one, so
   *     that nothing was counted, or has not begun
   */
  BudgetStatus changeBudget(ExecutionId executionId, Budget budget);

  /** What the executions of the tenant may use. */
  Limits limits();

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
