package dev.mplp.learning;

import dev.mplp.model.WireName;

/** How an intent was changed. */
public enum DeltaType implements WireName {
  /** Made more precise. */
  REFINEMENT("refinement"),
  /** Put right. */
  CORRECTION("correction"),
  /** Made larger. */
  EXPANSION("expansion"),
  /** Made smaller. */
  REDUCTION("reduction"),
  /** Turned elsewhere. */
  PIVOT("pivot");

  private static final DeltaType[] ALL = values();

  private final String wire;

  DeltaType(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DeltaType of(String wire) {
    return WireName.of(ALL, wire, "a delta type");
  }

  @Override
  public String wire() {
    return wire;
  }
}
