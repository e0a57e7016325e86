package dev.mplp.spi;

/** Why a step was skipped; only steps skipped by a failure come back when a run is resumed. */
public enum SkipReason {
  /** A step that it depends on failed, or the plan failed fast. */
  UPSTREAM,
  /** The execution was cancelled. */
  CANCELLED,
  /** A revision of the execution took the step away. */
  REVISED
}
