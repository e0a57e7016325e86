package dev.mplp.runtime.plan;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanDiff;
import dev.mplp.runtime.confirm.ApprovalRecord;
import dev.mplp.runtime.confirm.PlanPolicies;
import dev.mplp.runtime.confirm.RevisionPolicies;
import dev.mplp.spi.Storage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which policies concern a revision that were attached after it was proposed: who approved it did
 * not do so by them, and who proposed it was not asked whether they may take them away.
 */
final class LaterPolicies {

  private final Storage storage;
  private final RevisionPolicies policies;
  private final ApplyRevision.@Nullable Hand hand;

  /** Looks for them when a revision is applied, by hand or not. */
  LaterPolicies(Storage storage, RevisionPolicies policies, ApplyRevision.@Nullable Hand hand) {
    this.storage = storage;
    this.policies = policies;
    this.hand = hand;
  }

  /**
   * Why the revision is not applied; null when nothing speaks against it.
   *
   * @param approved the approval that it has; null when it needed none
   * @param after the plan as it is to be
   * @throws dev.mplp.ConflictException code {@code APPROVAL_REQUIRED}, to whoever applies it, when
   *     another policy holds for the plan by now
   * @throws dev.mplp.PermissionDeniedException to whoever applies it and may not detach the
   *     policies of steps that it removes
   */
  @Nullable String against(
      Revision revision,
      @Nullable ApprovalRecord approved,
      RunningPlan running,
      PlanDiff diff,
      Plan after) {
    ApprovalRequest needed =
        policies
            .ofPlan(
                revision.proposer(),
                after,
                running.record().options().gates(),
                running.runtime().approval())
            .orElse(null);
    if (needed != null && (approved == null || !needed.policy().equals(approved.policy()))) {
      if (hand != null) {
        throw ProposeRevision.needsApproval(revision.planId(), needed);
      }
      return "revisions of plan " + revision.planId() + " are approved by another policy by now";
    }
    Set<StepId> removed = RevisePlan.ids(diff.removed());
    String attached =
        PlanPolicies.digest(
            storage, revision.proposer().tenant().name(), revision.planId(), removed);
    if (attached == null || attached.equals(revision.detached())) {
      return null;
    }
    if (hand == null) {
      return "another policy is attached by now to a step that it removes";
    }
    hand.checkDetach(running, removed);
    return null;
  }
}
