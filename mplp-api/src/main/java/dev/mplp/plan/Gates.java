package dev.mplp.plan;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.StepId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What needs an approval before it is begun.
 *
 * @param plan for the whole plan; null when it needs none
 * @param roles for every step of a role
 * @param steps for single steps; goes before {@code roles}
 */
public record Gates(
    @Nullable ApprovalRequest plan,
    Map<String, ApprovalRequest> roles,
    Map<StepId, ApprovalRequest> steps) {

  /** Nothing needs an approval. */
  public static final Gates NONE = new Gates(null, Map.of(), Map.of());

  /** Copies the maps. */
  public Gates {
    roles = Map.copyOf(roles);
    steps = Map.copyOf(steps);
  }

  /** The same gates, and one before the plan. */
  public Gates beforePlan(ApprovalRequest request) {
    return new Gates(request, roles, steps);
  }

  /** The same gates, and one before a step. */
  public Gates beforeStep(StepId stepId, ApprovalRequest request) {
    Map<StepId, ApprovalRequest> more = new LinkedHashMap<>(steps);
    more.put(stepId, request);
    return new Gates(plan, roles, more);
  }

  /** The same gates, and one before every step of a role. */
  public Gates beforeRole(String role, ApprovalRequest request) {
    Map<String, ApprovalRequest> more = new LinkedHashMap<>(roles);
    more.put(role, request);
    return new Gates(plan, more, steps);
  }

  /** What the step needs, empty when nothing. */
  public Optional<ApprovalRequest> forStep(StepId stepId, String role) {
    ApprovalRequest request = steps.get(stepId);
    return Optional.ofNullable(request == null ? roles.get(role) : request);
  }
}
