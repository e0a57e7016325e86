package dev.mplp.plan;

/** Where the undoing of one step stands. */
public enum CompensationStatus {
  /** It is not its turn yet, or an attempt that failed is to be repeated. */
  PENDING,
  /** A compensator undoes it. */
  RUNNING,
  /** Its compensator asked to be called later, or no process that has one has come to it yet. */
  WAITING,
  /** It is undone. */
  COMPENSATED,
  /** It could not be undone. */
  FAILED,
  /** Nobody undoes it: a step that completed after it could not be undone, or it was given up. */
  SKIPPED
}
