package dev.mplp.postgres;

import dev.mplp.context.Context;
import dev.mplp.model.StepId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;

/** Plans to measure with. */
final class BenchmarkPlans {

  private BenchmarkPlans() {}

  /** Steps in rows of {@code width}, each of which depends on the one above it. */
  static Plan rows(Context context, int steps, int width) {
    PlanBuilder builder = Plan.builder(context.contextId(), "benchmark", "to be fast");
    List<StepId> ids = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      PlanStep.Builder step = PlanStep.builder("step " + i).orderIndex((long) i);
      if (i >= width) {
        step.dependencies(List.of(ids.get(i - width)));
      }
      PlanStep built = step.build();
      ids.add(built.stepId());
      builder.step(built);
    }
    return builder.build();
  }
}
