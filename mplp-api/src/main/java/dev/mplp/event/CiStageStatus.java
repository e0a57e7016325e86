package dev.mplp.event;

import dev.mplp.model.WireName;

/** Where a stage of a build stands. */
public enum CiStageStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** Going on. */
  RUNNING("running"),
  /** Ended well. */
  SUCCEEDED("succeeded"),
  /** Ended by an error. */
  FAILED("failed"),
  /** Cancelled. */
  CANCELLED("cancelled"),
  /** Not done. */
  SKIPPED("skipped");

  private static final CiStageStatus[] ALL = values();

  private final String wire;

  CiStageStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CiStageStatus of(String wire) {
    return WireName.of(ALL, wire, "a CI stage status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
