package dev.mplp.plan;

/** What becomes of a plan with steps that the executing process has no handler for. */
public enum MissingHandler {
  /** Such steps wait for a process that has one, and the runtime's listener is told. */
  WAIT,
  /** The plan is not started: code {@code NO_HANDLER}. */
  REFUSE
}
