package dev.mplp.plan;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.PlanId;
import dev.mplp.model.RevisionId;
import org.jspecify.annotations.Nullable;

/**
 * Revisions of plans that are being executed, proposed before they are applied: everybody sees the
 * difference, those whom a policy asks approve exactly it, and it is applied between steps, where
 * what has begun stays as it is.
 *
 * <p>Every revision is to be approved when a policy is attached to the plan or its Context, when
 * {@link dev.mplp.confirm.ApprovalChooser} wants one for the plan as it is to be, or when the
 * execution was begun with an approval. Where none of these is so, a proposal asks by the policy
 * that concerns the steps which it changes or removes, by their roles too. Steps that are added or
 * changed are asked about again before they are begun, as all steps. The Confirm is about the plan
 * with its new steps: its digest covers them and the difference. The commit that applies the
 * revision uses the approval up.
 *
 * <p>A proposal is made for one version of the plan. As soon as the plan has another one (another
 * revision was applied, a step let it grow, the run ended), or a step that it touches has begun, it
 * is {@link RevisionState#OVERTAKEN}, and a request or approval of it is void. So it is when
 * another policy concerns the plan, or a step that it removes, by the time it would be applied; who
 * applies it by hand is refused instead, unless they may detach the policy of the step.
 */
public interface Revisions {

  /** The most open proposals of a plan. */
  int MOST_OPEN = 50;

  /**
   * Proposes other steps for a plan that is being executed. Without a policy that concerns it, and
   * without an approval in the options, the proposal waits for {@link #apply}.
   *
   * @param revised the plan with the steps that it is to have, as {@link Plans#revise} takes it
   * @param version under which the caller read it
   * @throws dev.mplp.PermissionDeniedException also when the approval is that of the options, is
   *     not applied by hand, and the caller may not revise the plan ({@code plan.revise})
   * @throws dev.mplp.ValidationException when the dependencies make no graph
   * @throws dev.mplp.IllegalTransitionException when the plan is not being executed
   * @throws dev.mplp.ConflictException code {@code NOT_REVISABLE} as {@link Plans#revise}, also
   *     when the steps are the same; {@code VERSION_CONFLICT}; {@code LOCKED}; {@code
   *     TOO_MANY_POLICIES} when steps are touched that different policies concern: propose what
   *     concerns one of them at a time; {@code TOO_MANY_REVISIONS} when {@link #MOST_OPEN} are open
   */
  RevisionProposal propose(Plan revised, long version, RevisionOptions options);

  /**
   * The proposal.
   *
   * @throws dev.mplp.NotFoundException code {@code REVISION_NOT_FOUND}
   */
  RevisionProposal get(RevisionId revisionId);

  /**
   * The proposals for a plan, those that came to their end too, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<RevisionSummary> list(PlanId planId, @Nullable Cursor after, int limit);

  /**
   * Applies a proposal that needs no approval, or has it. Nothing happens when it is applied.
   *
   * @return the proposal as it is then: applied, or overtaken when the plan or its steps had gone
   *     on
   * @throws dev.mplp.NotFoundException code {@code REVISION_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code APPROVAL_REQUIRED} while it is to be approved,
   *     or when a policy concerns it by now; {@code LOCKED}
   * @throws dev.mplp.IllegalTransitionException when it was rejected, withdrawn or overtaken
   */
  RevisionProposal apply(RevisionId revisionId);

  /**
   * Gives a proposal up that is open, and withdraws the request for its approval; only who proposed
   * it may.
   *
   * @param reason why; null for none
   * @throws dev.mplp.NotFoundException code {@code REVISION_NOT_FOUND}
   * @throws dev.mplp.PermissionDeniedException when somebody else proposed it
   * @throws dev.mplp.IllegalTransitionException when it is not open
   */
  RevisionProposal withdraw(RevisionId revisionId, @Nullable String reason);
}
