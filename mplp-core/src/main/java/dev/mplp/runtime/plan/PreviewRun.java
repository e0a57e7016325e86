package dev.mplp.runtime.plan;

import dev.mplp.MplpException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.StepId;
import dev.mplp.plan.DryRun;
import dev.mplp.plan.DryRun.Obstacle;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.confirm.GateChoice;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Says what starting an execution would do, by the same checks, and stores nothing. */
final class PreviewRun {

  private final Storage storage;
  private final PlanStore plans;
  private final StartChecks checks;
  private final GateChoice choice;

  PreviewRun(Storage storage, Predicate<String> handled, GateChoice choice) {
    this.choice = choice;
    this.storage = storage;
    this.plans = new PlanStore(storage);
    this.checks = new StartChecks(storage, handled);
  }

  DryRun preview(Principal principal, PlanId planId, ExecutionOptions asked, LockPlan.Guard guard) {
    String tenant = principal.tenant().name();
    PlanStore.Head head = plans.head(tenant, planId);
    PlanRuntime runtime = PlanRuntime.of(storage, tenant, planId);
    Plan plan = plans.assemble(tenant, planId, head);
    Gates chosen = choice.of(principal, plan, asked.gates(), runtime.approval());
    ExecutionOptions options = asked.toBuilder().gates(chosen).build();
    ApprovalRequest planGate = chosen.plan();
    List<Obstacle> obstacles = new ArrayList<>();
    check(obstacles, () -> runtime.checkNotOpen(planId));
    check(obstacles, () -> guard.check(planId, head.contextId(), runtime));
    check(obstacles, () -> StartChecks.status(planId, head, planGate != null));
    check(obstacles, () -> checks.activeContext(tenant, head.contextId()));
    check(obstacles, () -> checks.handlers(plan, options));
    return described(plan, options, obstacles);
  }

  private static void check(List<Obstacle> obstacles, Runnable check) {
    try {
      check.run();
    } catch (MplpException e) {
      obstacles.add(new Obstacle(e.code(), String.valueOf(e.getMessage())));
    }
  }

  private DryRun described(Plan plan, ExecutionOptions options, List<Obstacle> obstacles) {
    PlanGraph graph = plan.graph();
    boolean[] isSkipped = FirstSteps.skipped(graph);
    Map<StepId, PlanStep> todo = new LinkedHashMap<>();
    Map<StepId, ApprovalRequest> gates = new LinkedHashMap<>();
    List<PlanStep> kept = new ArrayList<>();
    List<PlanStep> skipped = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      PlanStep step = graph.steps().get(i);
      if (step.status() == StepStatus.COMPLETED) {
        kept.add(step);
      } else if (isSkipped[i]) {
        skipped.add(step);
      } else {
        todo.put(step.stepId(), step);
        String role = step.agentRole() == null ? "" : step.agentRole();
        options.gates().forStep(step.stepId(), role).ifPresent(g -> gates.put(step.stepId(), g));
      }
    }
    PlanGraph rest = PlanGraph.of(todo.values().stream().map(s -> without(s, todo)).toList());
    return new DryRun(
        plan.planId(),
        rest.layers().stream().map(layer -> original(layer, todo)).toList(),
        kept,
        skipped,
        original(rest.longestChain(), todo),
        options.gates().plan(),
        gates,
        checks.missingHandlers(plan),
        obstacles);
  }

  /** The step as if what is not to be done were not there. */
  private static PlanStep without(PlanStep step, Map<StepId, PlanStep> todo) {
    return step.withDependencies(step.dependsOn().stream().filter(todo::containsKey).toList());
  }

  private static List<PlanStep> original(List<PlanStep> steps, Map<StepId, PlanStep> todo) {
    List<PlanStep> original = new ArrayList<>(steps.size());
    steps.forEach(step -> original.add(todo.getOrDefault(step.stepId(), step)));
    return original;
  }
}
