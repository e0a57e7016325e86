package dev.mplp.runtime.plan;

import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanDiff;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plan is once it is revised. Steps that are there stay in their order, new ones follow; all
 * else is as it was.
 */
final class RevisedSteps {

  private RevisedSteps() {}

  /** The plan with the steps of {@code revised}. */
  static Plan merged(Plan before, Plan revised, Instant now, String by) {
    Map<StepId, PlanStep> open = new LinkedHashMap<>();
    revised.steps().forEach(step -> open.put(step.stepId(), step));
    List<PlanStep> steps = new ArrayList<>(revised.steps().size());
    for (PlanStep was : before.steps()) {
      PlanStep is = open.remove(was.stepId());
      if (is != null) {
        steps.add(is.withStatus(was.status()));
      }
    }
    open.values().forEach(step -> steps.add(step.withStatus(StepStatus.PENDING)));
    return with(before, steps, now, by);
  }

  /** The plan with the difference: what {@link #merged} gave when it was made for this plan. */
  static Plan applied(Plan before, PlanDiff diff, Instant now, String by) {
    Set<StepId> removed = new HashSet<>();
    diff.removed().forEach(step -> removed.add(step.stepId()));
    Map<StepId, PlanStep> changed = new HashMap<>();
    diff.changed().forEach(change -> changed.put(change.after().stepId(), change.after()));
    List<PlanStep> steps = new ArrayList<>(before.steps().size());
    for (PlanStep was : before.steps()) {
      if (!removed.contains(was.stepId())) {
        steps.add(changed.getOrDefault(was.stepId(), was).withStatus(was.status()));
      }
    }
    steps.addAll(diff.added());
    return with(before, steps, now, by);
  }

  private static Plan with(Plan before, List<PlanStep> steps, Instant now, String by) {
    return before.toBuilder().steps(steps).meta(before.meta().updated(now, by)).build();
  }
}
