package dev.mplp.runtime.confirm;

import dev.mplp.ConflictException;
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
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which approvals an execution needs: what is attached goes before what the host chooses, and that
 * before what whoever starts it brings. Costs three reads, whatever the size of the plan.
 */
public final class GateChoice {

  private final Storage storage;
  private final ApprovalChooser chooser;

  /** The choice in this storage. */
  public GateChoice(Storage storage, ApprovalChooser chooser) {
    this.storage = storage;
    this.chooser = chooser;
  }

  /**
   * The gates of an execution that is to be started.
   *
   * @param asked what the options of the execution say
   * @param proposed what the plan was proposed with; null for nothing
   */
  public Gates of(Principal starter, Plan plan, Gates asked, @Nullable ApprovalRequest proposed) {
    String tenant = starter.tenant().name();
    ApprovalRequest before = null;
    Map<StepId, ApprovalRequest> attachedSteps = new LinkedHashMap<>();
    for (Attached attached : read(PolicyDocument.ofPlan(storage, tenant, plan.planId()))) {
      if (attached.target() instanceof PolicyTarget.OfStep step) {
        attachedSteps.put(step.stepId(), attached.request());
      } else {
        before = attached.request();
      }
    }
    Map<String, ApprovalRequest> roles = new LinkedHashMap<>();
    for (Attached attached : read(PolicyDocument.ofRoles(storage, tenant))) {
      if (attached.target() instanceof PolicyTarget.OfRole role) {
        roles.put(role.role(), attached.request());
      }
    }
    Map<StepId, ApprovalRequest> steps = steps(starter, plan, asked, attachedSteps, roles);
    asked.roles().forEach(roles::putIfAbsent);
    return new Gates(
        beforePlan(starter, plan, before, proposed == null ? asked.plan() : proposed),
        roles,
        steps);
  }

  /**
   * The gates of steps that come to an execution, or become others, while it runs.
   *
   * @param by who brings them
   * @param begun the gates with which the execution was begun
   * @param plan the plan with them; read only when the host chooses by it
   */
  public LateGates late(Principal by, Gates begun, PlanId planId, Supplier<Plan> plan) {
    return new LateGates(storage, chooser, by, begun, planId, plan);
  }

  private @Nullable ApprovalRequest beforePlan(
      Principal starter,
      Plan plan,
      @Nullable ApprovalRequest attached,
      @Nullable ApprovalRequest otherwise) {
    if (attached != null) {
      return attached;
    }
    PolicyTarget ofContext = new PolicyTarget.OfContext(plan.contextId());
    Optional<ApprovalRequest> chosen =
        PolicyDocument.attached(storage, starter.tenant().name(), ofContext)
            .or(() -> chooser.beforePlan(plan, starter));
    return chosen.orElse(otherwise);
  }

  private Map<StepId, ApprovalRequest> steps(
      Principal starter,
      Plan plan,
      Gates asked,
      Map<StepId, ApprovalRequest> attached,
      Map<String, ApprovalRequest> roles) {
    Map<StepId, ApprovalRequest> steps = new LinkedHashMap<>(attached);
    int chosen = 0;
    for (PlanStep step : plan.steps()) {
      boolean governed =
          attached.containsKey(step.stepId())
              || (step.agentRole() != null && roles.containsKey(step.agentRole()));
      if (governed) {
        continue;
      }
      Optional<ApprovalRequest> choice = chooser.beforeStep(plan, step, starter);
      if (choice.isPresent() && ++chosen > ApprovalChooser.MOST_STEPS) {
        throw tooMany(plan.planId());
      }
      ApprovalRequest request = choice.orElse(asked.steps().get(step.stepId()));
      if (request != null) {
        steps.put(step.stepId(), request);
      }
    }
    return steps;
  }

  static ConflictException tooMany(PlanId planId) {
    return new ConflictException(
        "TOO_MANY_POLICIES",
        "an approval was chosen for more than "
            + ApprovalChooser.MOST_STEPS
            + " steps of plan "
            + planId
            + "; attach one to their role, or to the plan");
  }

  private static List<Attached> read(List<Document> documents) {
    return documents.stream().map(PolicyDocument::read).toList();
  }
}
