package dev.mplp.learning;

import dev.mplp.model.WireName;

/** How risky a change is. */
public enum RiskLevel implements WireName {
  /** Little. */
  LOW("low"),
  /** Some. */
  MEDIUM("medium"),
  /** Much. */
  HIGH("high"),
  /** Too much to go on unwatched. */
  CRITICAL("critical");

  private static final RiskLevel[] ALL = values();

  private final String wire;

  RiskLevel(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RiskLevel of(String wire) {
    return WireName.of(ALL, wire, "a risk level");
  }

  @Override
  public String wire() {
    return wire;
  }
}
