package dev.mplp.runtime.plan;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.agent.Growth;
import dev.mplp.model.StepId;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether steps can be added to a plan. Without joins only what is added is looked at; with them
 * the whole graph is, since they can close a cycle through it.
 */
final class GrowthCheck {

  private static final String APPROVED = "growth-approved";

  private final Growth growth;
  private final KnownSteps known;
  private final Set<StepId> added = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private GrowthCheck(Growth growth, KnownSteps known) {
    this.growth = growth;
    this.known = known;
    growth.steps().forEach(step -> added.add(step.stepId()));
  }

  /**
   * Checks a growth.
   *
   * @param growing the step that completes
   * @param approved whether the plan had to be approved as a whole
   * @throws ValidationException with everything that speaks against it
   */
  static void check(
      Growth growth, StepId growing, KnownSteps known, boolean approved, boolean locked) {
    GrowthCheck check = new GrowthCheck(growth, known);
    check.limits(approved, locked);
    check.steps();
    check.joins(growing);
    if (!check.violations.isEmpty()) {
      throw new ValidationException("growth of the plan", check.violations);
    }
    check.graph();
  }

  /** What is thrown when the plan would have to be approved as a whole once it has grown. */
  static ValidationException toBeApproved() {
    return new ValidationException(
        "growth of the plan",
        List.of(
            new Violation(
                "",
                Violation.Layer.GRAPH,
                APPROVED,
                "the host has the plan approved with what is added, and a growth asks nobody")));
  }

  private void limits(boolean approved, boolean locked) {
    if (locked) {
      fault("", "growth-locked", "the plan is locked and cannot grow");
    }
    if (approved) {
      fault("", APPROVED, "an execution whose plan had to be approved as a whole cannot grow");
    }
    int many = growth.steps().size();
    if (many > Growth.MOST_AT_ONCE) {
      fault(
          "/steps",
          "growth-limit",
          many + " steps are added at once; at most " + Growth.MOST_AT_ONCE + " may be");
    }
    if (known.size() + many > Growth.MOST_IN_ALL) {
      fault(
          "/steps",
          "growth-limit",
          "the plan would have "
              + (known.size() + many)
              + " steps; it may have at most "
              + Growth.MOST_IN_ALL);
    }
  }

  private void steps() {
    for (int i = 0; i < growth.steps().size(); i++) {
      PlanStep step = growth.steps().get(i);
      String at = "/steps/" + i;
      if (known.indexOf(step.stepId()) != null) {
        fault(at + "/step_id", "unique-step", "the plan has a step " + step.stepId() + " already");
      }
      if (step.status() != StepStatus.PENDING) {
        fault(
            at + "/status",
            "pending-step",
            "an added step is pending, not " + step.status().wire());
      }
      List<StepId> dependencies = step.dependsOn();
      for (int d = 0; d < dependencies.size(); d++) {
        if (known.indexOf(dependencies.get(d)) == null && !added.contains(dependencies.get(d))) {
          fault(
              at + "/dependencies/" + d,
              "dependency-exists",
              "there is no step " + dependencies.get(d) + " in the plan, nor among the added ones");
        }
      }
    }
  }

  private void joins(StepId growing) {
    if (growth.joins().isEmpty()) {
      return;
    }
    Set<StepId> below = below(growing);
    growth
        .joins()
        .forEach(
            (step, more) -> {
              if (!below.contains(step)) {
                fault(
                    "/joins/" + step,
                    "join-below",
                    "step "
                        + step
                        + " does not depend on "
                        + growing
                        + ", which completes: it may have begun and cannot wait for more");
              }
              for (StepId id : more) {
                if (!added.contains(id)) {
                  fault(
                      "/joins/" + step,
                      "join-added",
                      "step " + step + " is to wait for " + id + ", which is not added");
                }
              }
            });
  }

  private Set<StepId> below(StepId growing) {
    PlanGraph graph = PlanGraph.of(known.steps());
    Set<StepId> below = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>();
    open.add(Objects.requireNonNull(known.indexOf(growing)));
    while (!open.isEmpty()) {
      for (int dependent : graph.dependents(open.remove())) {
        if (below.add(known.step(dependent).stepId())) {
          open.add(dependent);
        }
      }
    }
    return below;
  }

  /** Throws when there is a cycle, or a dependency twice or on itself. */
  private void graph() {
    List<PlanStep> all = new ArrayList<>();
    if (growth.joins().isEmpty()) {
      for (PlanStep step : growth.steps()) {
        all.add(step.withDependencies(step.dependsOn().stream().filter(added::contains).toList()));
      }
    } else {
      for (PlanStep step : known.steps()) {
        List<StepId> more = growth.joins().get(step.stepId());
        all.add(more == null ? step : joined(step, more));
      }
      all.addAll(growth.steps());
    }
    PlanGraph unused = PlanGraph.of(all);
  }

  static PlanStep joined(PlanStep step, List<StepId> more) {
    List<StepId> dependencies = new ArrayList<>(step.dependsOn());
    dependencies.addAll(more);
    return step.withDependencies(dependencies);
  }

  private void fault(String pointer, String rule, String message) {
    violations.add(new Violation(pointer, Violation.Layer.GRAPH, rule, message));
  }
}
