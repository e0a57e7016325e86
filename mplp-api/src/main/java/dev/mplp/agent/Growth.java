package dev.mplp.agent;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.StepId;
import dev.mplp.plan.PlanStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps that a handler adds to the plan that its step is of, when it completes the step.
 *
 * <p>They are checked when they are applied, in the commit that completes the step: every id is
 * new, every one is pending, what they depend on is there, there is no cycle. They may depend on
 * any step. At most {@value #MOST_AT_ONCE} are added at once, and a plan has at most {@value
 * #MOST_IN_ALL} steps. An execution whose plan had to be approved as a whole does not grow: nobody
 * approved what would be added. Added steps for which a policy is there wait for their approval.
 *
 * @param steps in order
 * @param joins for steps that were there and are to wait for added ones too, which those are. A
 *     step can only come to wait while it cannot have begun: it must depend on the one that
 *     completes, directly or not
 */
public record Growth(List<PlanStep> steps, Map<StepId, List<StepId>> joins) {

  /** How many steps may be added at once. */
  public static final int MOST_AT_ONCE = 1_000;

  /** How many steps a plan that grows may come to have. */
  public static final int MOST_IN_ALL = 100_000;

  /** Copies both; refuses a growth by nothing. */
  public Growth {
    steps = List.copyOf(steps);
    Map<StepId, List<StepId>> copy = new LinkedHashMap<>();
    joins.forEach((step, added) -> copy.put(requireNonNull(step, "step"), List.copyOf(added)));
    joins = Collections.unmodifiableMap(copy);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan grows by one step at least");
    }
  }

  /** A growth by these steps. */
  public static Growth of(PlanStep... steps) {
    return of(List.of(steps));
  }

  /** A growth by these steps. */
  public static Growth of(List<PlanStep> steps) {
    return new Growth(steps, Map.of());
  }

  /**
   * The same, and a step that was there waits for added ones too.
   *
   * @param step that depends, directly or not, on the one that completes
   * @param added what it waits for
   */
  public Growth joinedBy(StepId step, StepId... added) {
    Map<StepId, List<StepId>> more = new LinkedHashMap<>(joins);
    List<StepId> all = new ArrayList<>(more.getOrDefault(step, List.of()));
    all.addAll(List.of(added));
    more.put(step, all);
    return new Growth(steps, more);
  }
}
