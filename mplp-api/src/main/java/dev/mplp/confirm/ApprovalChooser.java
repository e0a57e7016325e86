package dev.mplp.confirm;

import dev.mplp.model.Principal;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.util.Optional;

/**
 * Lets a host choose approvals by what a plan says, such as an amount. Called when an execution
 * starts, on the thread that starts it, possibly more than once; it must be quick and change
 * nothing. What it throws, the start throws.
 *
 * <p>Called as well when steps are added to an execution, or changed, with the plan as it is to be
 * and these steps: for whoever revises it, or, where a handler lets it grow, for who started it.
 */
public interface ApprovalChooser {

  /** Chooses nothing. */
  ApprovalChooser NONE = new ApprovalChooser() {};

  /** The most steps of a plan that a chooser can choose an approval for. */
  int MOST_STEPS = 1000;

  /** What is asked before the plan is begun; empty for nothing. */
  default Optional<ApprovalRequest> beforePlan(Plan plan, Principal starter) {
    return Optional.empty();
  }

  /** What is asked before the step is begun; empty for nothing. */
  default Optional<ApprovalRequest> beforeStep(Plan plan, PlanStep step, Principal starter) {
    return Optional.empty();
  }
}
