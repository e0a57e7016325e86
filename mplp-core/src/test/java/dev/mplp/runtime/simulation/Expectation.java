package dev.mplp.runtime.simulation;

import dev.mplp.model.StepId;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepOutcome;
import dev.mplp.plan.StepStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must come of a plan, worked out without an engine. The first word of a description says what
 * a step does: {@code ok} completes, {@code no} fails for good, {@code busy<n>} fails n times.
 */
final class Expectation {

  private final Plan plan;
  private final FailurePolicy policy;
  private final int maxAttempts;
  private final Map<StepId, PlanStep> steps = new HashMap<>();
  private final Map<StepId, StepStatus> undisturbed = new HashMap<>();
  private final boolean kind;

  Expectation(Plan plan, FailurePolicy policy, int maxAttempts) {
    this(plan, policy, maxAttempts, false);
  }

  /** What comes of a plan none of whose steps fails. */
  static Expectation ofKind(Plan plan) {
    return new Expectation(plan, FailurePolicy.CONTINUE, 1, true);
  }

  private Expectation(Plan plan, FailurePolicy policy, int maxAttempts, boolean kind) {
    this.kind = kind;
    this.plan = plan;
    this.policy = policy;
    this.maxAttempts = maxAttempts;
    plan.steps().forEach(step -> steps.put(step.stepId(), step));
    plan.steps().forEach(step -> undisturbed(step.stepId()));
  }

  /** How often the handler of a step fails before it completes. */
  static int failures(String description) {
    String what = description.split(" ", 2)[0];
    return switch (what) {
      case "ok" -> 0;
      case "no" -> Integer.MAX_VALUE;
      default -> Integer.parseInt(what.substring("busy".length()));
    };
  }

  /** What becomes of a step when nothing but its own dependencies keeps it from being done. */
  StepStatus undisturbed(StepId id) {
    StepStatus known = undisturbed.get(id);
    if (known != null) {
      return known;
    }
    PlanStep step = steps.get(id);
    StepStatus status;
    if (step.status() == StepStatus.COMPLETED || step.status() == StepStatus.SKIPPED) {
      status = step.status();
    } else if (dependencies(step).stream().anyMatch(d -> undisturbed(d) != StepStatus.COMPLETED)) {
      status = StepStatus.SKIPPED;
    } else {
      status =
          kind || failures(step.description()) < maxAttempts
              ? StepStatus.COMPLETED
              : StepStatus.FAILED;
    }
    undisturbed.put(id, status);
    return status;
  }

  private static List<StepId> dependencies(PlanStep step) {
    return step.dependencies() == null ? List.of() : step.dependencies();
  }

  boolean fails() {
    return undisturbed.containsValue(StepStatus.FAILED);
  }

  /** What is wrong with these outcomes; empty when nothing is. */
  List<String> objections(List<StepOutcome> outcomes) {
    Map<StepId, StepStatus> actual = new HashMap<>();
    outcomes.forEach(outcome -> actual.put(outcome.stepId(), outcome.status()));
    List<String> objections = new ArrayList<>();
    for (StepOutcome outcome : outcomes) {
      PlanStep step = steps.get(outcome.stepId());
      boolean asPlanned = outcome.status() == undisturbed(step.stepId());
      boolean may =
          (policy == FailurePolicy.CONTINUE || !fails()) ? asPlanned : inAHurry(outcome, actual);
      if (!may || (asPlanned && !attempts(outcome, step))) {
        objections.add(outcome + " of " + plan.steps());
      }
    }
    if (fails() && !actual.containsValue(StepStatus.FAILED)) {
      objections.add("nothing failed");
    }
    return objections;
  }

  /** Once a step has failed the rest is skipped, and what runs is not tried again. */
  private boolean inAHurry(StepOutcome outcome, Map<StepId, StepStatus> actual) {
    PlanStep step = steps.get(outcome.stepId());
    boolean reached =
        dependencies(step).stream().allMatch(d -> actual.get(d) == StepStatus.COMPLETED);
    return switch (outcome.status()) {
      case COMPLETED ->
          undisturbed(step.stepId()) == StepStatus.COMPLETED
              && (reached || step.status() == StepStatus.COMPLETED);
      case FAILED -> reached && failures(step.description()) > 0;
      case SKIPPED -> step.status() != StepStatus.COMPLETED;
      default -> false;
    };
  }

  private boolean attempts(StepOutcome outcome, PlanStep step) {
    int failures = failures(step.description());
    int expected =
        switch (outcome.status()) {
          case COMPLETED -> step.status() == StepStatus.COMPLETED ? 0 : failures + 1;
          case FAILED -> failures == Integer.MAX_VALUE ? 1 : maxAttempts;
          default -> outcome.attempts();
        };
    return outcome.attempts() == expected
        || (policy != FailurePolicy.CONTINUE && outcome.attempts() <= expected && fails());
  }
}
