package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;

/** What an approval policy is attached to. */
public sealed interface PolicyTarget {

  /**
   * Before a plan.
   *
   * @param planId which
   */
  record OfPlan(PlanId planId) implements PolicyTarget {
    /** Refuses nulls. */
    public OfPlan {
      requireNonNull(planId, "planId");
    }
  }

  /**
   * Before every plan of a Context that has no policy of its own.
   *
   * @param contextId which
   */
  record OfContext(ContextId contextId) implements PolicyTarget {
    /** Refuses nulls. */
    public OfContext {
      requireNonNull(contextId, "contextId");
    }
  }

  /**
   * Before a step of a plan.
   *
   * @param planId which plan
   * @param stepId which step of it
   */
  record OfStep(PlanId planId, StepId stepId) implements PolicyTarget {
    /** Refuses nulls. */
    public OfStep {
      requireNonNull(planId, "planId");
      requireNonNull(stepId, "stepId");
    }
  }

  /**
   * Before every step that has this {@code agent_role}, in every plan of the tenant, unless the
   * step has a policy of its own.
   *
   * @param role which
   */
  record OfRole(String role) implements PolicyTarget {
    /** Refuses a name that no approver could have. */
    public OfRole {
      Approver.role(role);
    }
  }
}
