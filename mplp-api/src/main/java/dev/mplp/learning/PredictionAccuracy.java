package dev.mplp.learning;

import dev.mplp.model.WireName;

/** How a prediction compares with what happened. */
public enum PredictionAccuracy implements WireName {
  /** As predicted. */
  ACCURATE("accurate"),
  /** More than predicted. */
  UNDERESTIMATED("underestimated"),
  /** Less than predicted. */
  OVERESTIMATED("overestimated");

  private static final PredictionAccuracy[] ALL = values();

  private final String wire;

  PredictionAccuracy(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PredictionAccuracy of(String wire) {
    return WireName.of(ALL, wire, "a prediction accuracy");
  }

  @Override
  public String wire() {
    return wire;
  }
}
