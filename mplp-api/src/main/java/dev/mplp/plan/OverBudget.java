package dev.mplp.plan;

/** What becomes of an execution that exceeds its {@link Budget}. */
public enum OverBudget {
  /**
   * It is held, and goes on when it is given a larger budget: {@link
   * Plans#changeBudget(dev.mplp.model.ExecutionId, Budget)}. What runs may finish.
   */
  PAUSE,
  /**
   * It is stopped and fails with the code {@code BUDGET_EXCEEDED}; given a larger budget it can be
   * resumed. What runs is interrupted.
   */
  FAIL,
  /** It is cancelled. What runs is interrupted. */
  CANCEL
}
