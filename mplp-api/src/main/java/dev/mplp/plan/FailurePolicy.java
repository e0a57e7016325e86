package dev.mplp.plan;

/** What the failure of a step does to the others. */
public enum FailurePolicy {
  /** Nothing more is begun; what runs may finish. */
  FAIL_FAST,
  /** Only the steps that depend on it, directly or not, are skipped; the other branches go on. */
  CONTINUE
}
