package dev.mplp.event;

import dev.mplp.model.WireName;

/** Where a stage of a pipeline stands. */
public enum StageStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** Going on. */
  RUNNING("running"),
  /** Ended well. */
  COMPLETED("completed"),
  /** Ended by an error. */
  FAILED("failed"),
  /** Not done. */
  SKIPPED("skipped");

  private static final StageStatus[] ALL = values();

  private final String wire;

  StageStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StageStatus of(String wire) {
    return WireName.of(ALL, wire, "a stage status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
