package dev.mplp.trace;

import dev.mplp.model.WireName;

/** Where a {@link Trace} stands. */
public enum TraceStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** The run goes on. */
  RUNNING("running"),
  /** The run ended well. */
  COMPLETED("completed"),
  /** The run ended by an error. */
  FAILED("failed"),
  /** The run was cancelled. */
  CANCELLED("cancelled");

  private static final TraceStatus[] ALL = values();

  private final String wire;

  TraceStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TraceStatus of(String wire) {
    return WireName.of(ALL, wire, "a trace status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when the run is over. */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
