package dev.mplp.plan;

import dev.mplp.model.WireName;

/** Where a {@link Plan} stands in its life. */
public enum PlanStatus implements WireName {
  /** Being written. */
  DRAFT("draft"),
  /** Waiting for approval. */
  PROPOSED("proposed"),
  /** Approved, not yet begun. */
  APPROVED("approved"),
  /** Being executed. */
  IN_PROGRESS("in_progress"),
  /** All its work is done. */
  COMPLETED("completed"),
  /** Given up on request. */
  CANCELLED("cancelled"),
  /** Ended by an error; may be resumed. */
  FAILED("failed");

  private static final PlanStatus[] ALL = values();

  private final String wire;

  PlanStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PlanStatus of(String wire) {
    return WireName.of(ALL, wire, "a plan status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when nothing runs any more; a failed plan may still be resumed. */
  public boolean isTerminal() {
    return this == COMPLETED || this == CANCELLED || this == FAILED;
  }
}
