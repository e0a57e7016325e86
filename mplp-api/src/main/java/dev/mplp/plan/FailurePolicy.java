package dev.mplp.plan;

/** What the failure of a step does to the others. */
public enum FailurePolicy {
  /** Nothing more is begun; what runs may finish. */
  FAIL_FAST,
  /** Only the steps that depend on it, directly or not, are skipped; the other branches go on. */
  CONTINUE,
  /**
   * As {@link #FAIL_FAST}; then what is completed is undone: for each step that was completed by a
   * handler with a {@link dev.mplp.agent.Compensator}, that one is called, in the reverse order of
   * their completion. The steps stay completed and the plan is failed; the execution is {@link
   * ExecutionState#COMPENSATING} until it is {@link ExecutionState#COMPENSATED}. When there is
   * nothing to undo, it is just {@link ExecutionState#FAILED}.
   */
  COMPENSATE
}
