package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.confirm.ApprovalPolicies.Attached;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which approvals steps need that come to an execution, or become others, while it runs. What is
 * attached to the step now goes before what is attached to its role now, that before what the host
 * chooses, and that before what the execution was begun with.
 *
 * <p>Costs one read for each role, one for the steps that the plan has already, however many they
 * are, and nothing of the plan unless the host chooses by it.
 */
public final class LateGates {

  private final Storage storage;
  private final ApprovalChooser chooser;
  private final Principal by;
  private final Gates begun;
  private final PlanId planId;
  private final Supplier<Plan> planNow;
  private final Map<String, Optional<ApprovalRequest>> ofRoles = new HashMap<>();
  private @Nullable Map<StepId, ApprovalRequest> ofSteps;
  private @Nullable Plan plan;

  /**
   * The choice for one change of an execution.
   *
   * @param by who brings the steps
   * @param begun the gates with which the execution was begun
   * @param planNow the plan with them, asked for at most once
   */
  LateGates(
      Storage storage,
      ApprovalChooser chooser,
      Principal by,
      Gates begun,
      PlanId planId,
      Supplier<Plan> planNow) {
    this.storage = storage;
    this.chooser = chooser;
    this.by = by;
    this.begun = begun;
    this.planId = planId;
    this.planNow = planNow;
  }

  private Plan plan() {
    Plan known = plan;
    if (known == null) {
      known = planNow.get();
      plan = known;
    }
    return known;
  }

  /** Whether the host would have the plan approved as a whole, as it is with them. */
  public boolean isPlanChosen() {
    return chooser != ApprovalChooser.NONE && chooser.beforePlan(plan(), by).isPresent();
  }

  /**
   * What these steps need, by step; nothing for those that need nothing.
   *
   * @param present steps that the plan has
   * @param added steps that it does not have yet: nothing can be attached to them
   */
  public Map<StepId, LateGate> before(Collection<PlanStep> present, Collection<PlanStep> added) {
    Map<StepId, ApprovalRequest> ofPresent = present.isEmpty() ? Map.of() : ofSteps();
    List<PlanStep> steps = new ArrayList<>(present);
    steps.addAll(added);
    Map<StepId, LateGate> gates = new LinkedHashMap<>();
    int chosen = 0;
    for (PlanStep step : steps) {
      String role = step.agentRole() == null ? "" : step.agentRole();
      Optional<ApprovalRequest> attached =
          Optional.ofNullable(ofPresent.get(step.stepId())).or(() -> ofRole(role));
      Optional<ApprovalRequest> choice =
          attached.isPresent() || chooser == ApprovalChooser.NONE
              ? Optional.empty()
              : chooser.beforeStep(plan(), step, by);
      if (choice.isPresent() && ++chosen > ApprovalChooser.MOST_STEPS) {
        throw GateChoice.tooMany(planId);
      }
      attached
          .or(() -> choice)
          .or(() -> begun.forStep(step.stepId(), role))
          .ifPresent(request -> gates.put(step.stepId(), new LateGate(request, by.subject())));
    }
    return gates;
  }

  private Map<StepId, ApprovalRequest> ofSteps() {
    Map<StepId, ApprovalRequest> known = ofSteps;
    if (known == null) {
      known = new HashMap<>();
      for (Document document : PolicyDocument.ofPlan(storage, by.tenant().name(), planId)) {
        Attached attached = PolicyDocument.read(document);
        if (attached.target() instanceof PolicyTarget.OfStep of) {
          known.put(of.stepId(), attached.request());
        }
      }
      ofSteps = known;
    }
    return known;
  }

  private Optional<ApprovalRequest> ofRole(String role) {
    return ofRoles.computeIfAbsent(
        role,
        name ->
            storage
                .get(
                    new DocumentKey(
                        by.tenant().name(), Kinds.APPROVAL_POLICY, PolicyDocument.idOfRole(name)))
                .map(document -> PolicyDocument.read(document).request()));
  }
}
