package dev.mplp.event;

import dev.mplp.model.WireName;

/** Where the work of an outside tool stands. */
public enum InvocationStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** Going on. */
  RUNNING("running"),
  /** Ended well. */
  SUCCEEDED("succeeded"),
  /** Ended by an error. */
  FAILED("failed"),
  /** Cancelled. */
  CANCELLED("cancelled");

  private static final InvocationStatus[] ALL = values();

  private final String wire;

  InvocationStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static InvocationStatus of(String wire) {
    return WireName.of(ALL, wire, "an invocation status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
