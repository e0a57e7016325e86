package dev.mplp.runtime.simulation;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.model.ContextId;
import dev.mplp.plan.CompensationOptions;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import dev.mplp.plan.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a schedule is about: a plan, how it is executed, and what befalls it; all by a seed.
 *
 * @param disturbances what somebody does to it meanwhile, in order
 * @param nodes how many processes there are
 * @param deaths how many of them die or stall, one after the other
 * @param allUndo whether every process can undo what it does
 */
record Scenario(
    long seed,
    Plan plan,
    ExecutionOptions options,
    List<Disturbance> disturbances,
    int nodes,
    int deaths,
    boolean splitRoles,
    boolean allUndo) {

  private static final List<FailurePolicy> POLICIES = List.of(FailurePolicy.values());

  /** What somebody does to an execution. */
  enum Disturbance {
    PAUSE,
    UNPAUSE,
    SUSPEND,
    ACTIVATE,
    CANCEL,
    CLOSE_CONTEXT,
    CHANGE_PLAN,
    REVISE
  }

  static Scenario draw(long seed, ContextId contextId) {
    Random random = new Random(seed);
    Plan plan = plan(random, contextId);
    ExecutionOptions options = options(random);
    return new Scenario(
        seed,
        plan,
        options,
        disturbances(random, options.gates().plan() != null),
        1 + random.nextInt(3),
        random.nextInt(5),
        random.nextInt(4) == 0,
        random.nextInt(3) > 0);
  }

  private static Plan plan(Random random, ContextId contextId) {
    int size = 1 + random.nextInt(random.nextInt(4) == 0 ? 16 : 7);
    boolean calm = random.nextInt(3) == 0;
    String[] kinds =
        calm
            ? new String[] {"does", "slow", "waits", "deaf"}
            : World.KINDS.stream().sorted().toArray(String[]::new);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    int density = random.nextInt(60);
    PlanBuilder builder = Plan.builder(contextId, "Schedule", "See it through");
    for (int i : order) {
      String kind = random.nextInt(3) > 0 ? "does" : kinds[random.nextInt(kinds.length)];
      builder.step(
          "s" + i,
          step -> {
            step.description(kind + " s" + i);
            if (random.nextInt(3) > 0) {
              step.role("r" + random.nextInt(2));
            }
            for (int before = 0; before < i; before++) {
              if (random.nextInt(100) < density) {
                step.after("s" + before);
              }
            }
          });
    }
    return builder.build();
  }

  private static ExecutionOptions options(Random random) {
    ExecutionOptions.Builder options =
        ExecutionOptions.builder()
            .idempotencyKey("once")
            .maxLostAttempts(random.nextInt(8) == 0 ? random.nextInt(2) : 1000)
            .parallelism(random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0)
            .onFailure(POLICIES.get(random.nextInt(POLICIES.size())))
            .compensation(undoing(random));
    if (random.nextBoolean()) {
      options.retry(new RetryPolicy(2 + random.nextInt(3), FastTime.of(4), 2, FastTime.of(10)));
    }
    if (random.nextInt(3) == 0) {
      options.stepTimeout(Duration.ofMillis(30 + random.nextInt(30)));
    } else {
      options.stepTimeout(Duration.ofMillis(500));
    }
    if (random.nextInt(8) == 0) {
      options.deadline(FastTime.of(20 + random.nextInt(200)));
    }
    Gates gates = Gates.NONE;
    ApprovalRequest boss = ApprovalRequest.of(Approver.role("boss"));
    if (random.nextInt(4) == 0) {
      gates = gates.beforePlan(boss);
    }
    if (random.nextInt(4) == 0) {
      gates = gates.beforeRole("r0", boss);
    }
    return options.gates(gates).build();
  }

  private static CompensationOptions undoing(Random random) {
    RetryPolicy retry = new RetryPolicy(2 + random.nextInt(3), FastTime.of(4), 2, FastTime.of(10));
    return new CompensationOptions(
        retry, Duration.ofMillis(random.nextBoolean() ? 40 : 500), random.nextBoolean());
  }

  private static List<Disturbance> disturbances(Random random, boolean gated) {
    List<Disturbance> disturbances = new ArrayList<>();
    if (gated && random.nextBoolean()) {
      disturbances.add(Disturbance.CHANGE_PLAN);
    }
    if (!gated && random.nextInt(3) == 0) {
      disturbances.add(Disturbance.REVISE);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(7)) {
        case 0, 1, 2 -> {
          disturbances.add(Disturbance.PAUSE);
          disturbances.add(Disturbance.UNPAUSE);
        }
        case 3, 4, 5 -> {
          disturbances.add(Disturbance.SUSPEND);
          disturbances.add(Disturbance.ACTIVATE);
        }
        default ->
            disturbances.add(random.nextBoolean() ? Disturbance.CANCEL : Disturbance.CLOSE_CONTEXT);
      }
    }
    return disturbances;
  }
}
