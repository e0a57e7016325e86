package dev.mplp.plan;

import dev.mplp.model.WireName;

/** Where a {@link PlanStep} stands. */
public enum StepStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** An attempt is running. */
  IN_PROGRESS("in_progress"),
  /** Done. */
  COMPLETED("completed"),
  /** Cannot go on until something outside it happens. */
  BLOCKED("blocked"),
  /** Will not be done. */
  SKIPPED("skipped"),
  /** Ended by an error. */
  FAILED("failed");

  private static final StepStatus[] ALL = values();

  private final String wire;

  StepStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StepStatus of(String wire) {
    return WireName.of(ALL, wire, "a step status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when no attempt is running or to come, unless the plan is resumed. */
  public boolean isTerminal() {
    return this == COMPLETED || this == SKIPPED || this == FAILED;
  }
}
