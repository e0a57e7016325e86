package dev.mplp.event;

import dev.mplp.model.WireName;

/** Where something that is executed stands. */
public enum ExecutionStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** Going on. */
  RUNNING("running"),
  /** Ended well. */
  COMPLETED("completed"),
  /** Ended by an error. */
  FAILED("failed"),
  /** Cancelled. */
  CANCELLED("cancelled");

  private static final ExecutionStatus[] ALL = values();

  private final String wire;

  ExecutionStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExecutionStatus of(String wire) {
    return WireName.of(ALL, wire, "an execution status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
