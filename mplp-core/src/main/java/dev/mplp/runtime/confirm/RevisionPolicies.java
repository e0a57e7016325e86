package dev.mplp.runtime.confirm;

import dev.mplp.ConflictException;
import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.Principal;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanStep;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which approval a revision of a running plan needs. What concerns the plan as a whole is needed by
 * every revision; steps that are added or changed are asked about before they are begun in any
 * case, and who proposes to change or remove some that a policy concerns asks by that one.
 */
public final class RevisionPolicies {

  private final Storage storage;
  private final ApprovalChooser chooser;
  private final GateChoice choice;

  /** The policies of this storage. */
  public RevisionPolicies(Storage storage, ApprovalChooser chooser) {
    this.storage = storage;
    this.chooser = chooser;
    this.choice = new GateChoice(storage, chooser);
  }

  /** Which approvals the steps need that are added or changed. */
  public GateChoice gates() {
    return choice;
  }

  /**
   * What every revision of the plan needs; empty when no policy concerns the plan as a whole.
   *
   * @param revised the plan as it is to be
   * @param begun the gates with which the execution was begun
   * @param proposed what the plan was proposed with; null for nothing
   */
  public Optional<ApprovalRequest> ofPlan(
      Principal proposer, Plan revised, Gates begun, @Nullable ApprovalRequest proposed) {
    String tenant = proposer.tenant().name();
    return PolicyDocument.attached(storage, tenant, new PolicyTarget.OfPlan(revised.planId()))
        .or(
            () ->
                PolicyDocument.attached(
                    storage, tenant, new PolicyTarget.OfContext(revised.contextId())))
        .or(() -> chooser.beforePlan(revised, proposer))
        .or(() -> Optional.ofNullable(begun.plan()))
        .or(() -> Optional.ofNullable(proposed));
  }

  /**
   * What those ask by who propose to change or remove these steps; empty when no policy concerns
   * them.
   *
   * @throws ConflictException code {@code TOO_MANY_POLICIES} when different policies do
   */
  public Optional<ApprovalRequest> ofSteps(
      Principal proposer, Plan revised, PlanDiff diff, Gates begun) {
    LateGates late = choice.late(proposer, begun, revised.planId(), () -> revised);
    List<PlanStep> before = new ArrayList<>(diff.removed());
    List<PlanStep> after = new ArrayList<>();
    for (PlanDiff.Change change : diff.changed()) {
      if (change.affectsWork()) {
        before.add(change.before());
        after.add(change.after());
      }
    }
    Set<ApprovalRequest> needed = new LinkedHashSet<>();
    late.before(before, List.of()).values().forEach(gate -> needed.add(gate.request()));
    late.before(after, List.of()).values().forEach(gate -> needed.add(gate.request()));
    if (needed.size() > 1) {
      throw new ConflictException(
          "TOO_MANY_POLICIES",
          needed.size()
              + " different policies concern the steps of plan "
              + revised.planId()
              + " that would be changed or removed; propose what concerns one of them at a time");
    }
    return needed.stream().findFirst();
  }
}
