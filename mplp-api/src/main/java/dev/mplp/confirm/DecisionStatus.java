package dev.mplp.confirm;

import dev.mplp.model.WireName;

/** What a decider decided. */
public enum DecisionStatus implements WireName {
  /** In favour. */
  APPROVED("approved"),
  /** Against. */
  REJECTED("rejected"),
  /** Withdrawn. */
  CANCELLED("cancelled");

  private static final DecisionStatus[] ALL = values();

  private final String wire;

  DecisionStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DecisionStatus of(String wire) {
    return WireName.of(ALL, wire, "a decision status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
