package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.StepId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans to measure with. */
final class BenchmarkPlans {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private BenchmarkPlans() {}

  static Context context(Mplp mplp) {
    return mplp.contexts().open("benchmark", Root.of("bench", "test"));
  }

  /** Steps in rows of {@code width}, each of which depends on the one above it. */
  static Plan rows(Context context, int steps, int width) {
    return rows(context, steps, width, null);
  }

  /** The same for handlers of a role. */
  static Plan rows(Context context, int steps, int width, @Nullable String role) {
    PlanBuilder builder = Plan.builder(context.contextId(), "benchmark", "to be fast");
    List<StepId> ids = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      PlanStep.Builder step = PlanStep.builder("step " + i).agentRole(role).orderIndex((long) i);
      if (i >= width) {
        step.dependencies(List.of(ids.get(i - width)));
      }
      PlanStep built = step.build();
      ids.add(built.stepId());
      builder.step(built);
    }
    return builder.build();
  }

  /** Many steps, one that waits for all of them, and as many that wait for that one. */
  static Plan join(Context context, int width) {
    PlanBuilder builder = Plan.builder(context.contextId(), "benchmark", "to join");
    List<StepId> ids = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      PlanStep step = PlanStep.builder("step " + i).orderIndex((long) i).build();
      ids.add(step.stepId());
      builder.step(step);
    }
    PlanStep join = PlanStep.builder("join").dependencies(ids).orderIndex((long) width).build();
    builder.step(join);
    for (int i = 1; i < width; i++) {
      builder.step(
          PlanStep.builder("step " + (width + i))
              .dependencies(List.of(join.stepId()))
              .orderIndex((long) width + i)
              .build());
    }
    return builder.build();
  }

  /** Executes plans that are there, and waits for all of them. */
  static void execute(Mplp mplp, List<Plan> plans) {
    execute(mplp, plans, ExecutionOptions.DEFAULT);
  }

  /** The same with options. */
  static void execute(Mplp mplp, List<Plan> plans, ExecutionOptions options) {
    List<Execution> executions = new ArrayList<>();
    plans.forEach(plan -> executions.add(mplp.plans().execute(plan.planId(), options)));
    try {
      for (Execution execution : executions) {
        if (!execution.await(LONGEST).isCompleted()) {
          throw new IllegalStateException(execution + " is not completed");
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
