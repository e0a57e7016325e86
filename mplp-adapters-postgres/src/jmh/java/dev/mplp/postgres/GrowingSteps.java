package dev.mplp.postgres;

import dev.mplp.agent.Handlers.Registration;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepHandler;
import dev.mplp.agent.StepResult;
import dev.mplp.model.JsonObject;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.util.Arrays;
import java.util.List;

/**
 * The handler of a plan that begins with one step, and in which every step adds the next one.
 * Measured is from the return of a handler to the call of the next one: the step is settled, the
 * plan has one more, and that is claimed.
 */
final class GrowingSteps implements StepHandler {

  private static final String ROLE = "grower";

  private final long[] nanos;
  private int grown;
  private long returned;

  private GrowingSteps(int steps) {
    nanos = new long[steps];
  }

  /** Grows a plan by so many steps; how long each took. */
  static long[] execute(AppendBed bed, int steps) {
    GrowingSteps handler = new GrowingSteps(steps);
    Registration registration = bed.mplp().handlers().register(ROLE, handler);
    try (registration) {
      Plan plan = bed.mplp().plans().create(BenchmarkPlans.rows(bed.context(), 1, 1, ROLE));
      BenchmarkPlans.execute(bed.mplp(), List.of(plan));
    }
    return handler.taken();
  }

  private synchronized long[] taken() {
    return Arrays.copyOf(nanos, grown);
  }

  @Override
  public synchronized StepResult handle(StepCall call) {
    long now = System.nanoTime();
    if (returned != 0) {
      nanos[grown++] = now - returned;
    }
    StepResult result =
        grown == nanos.length
            ? StepResult.completed(JsonObject.empty())
            : StepResult.completedAdding(PlanStep.builder("step").agentRole(ROLE).build());
    returned = System.nanoTime();
    return result;
  }
}
