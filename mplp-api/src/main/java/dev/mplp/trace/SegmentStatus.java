package dev.mplp.trace;

import dev.mplp.model.WireName;

/** Where a {@link TraceSegment} stands. */
public enum SegmentStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** Going on. */
  RUNNING("running"),
  /** Ended well. */
  COMPLETED("completed"),
  /** Ended by an error. */
  FAILED("failed"),
  /** Cancelled. */
  CANCELLED("cancelled"),
  /** Never done. */
  SKIPPED("skipped");

  private static final SegmentStatus[] ALL = values();

  private final String wire;

  SegmentStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SegmentStatus of(String wire) {
    return WireName.of(ALL, wire, "a segment status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when the work of the segment is over. */
  public boolean isTerminal() {
    return this != PENDING && this != RUNNING;
  }
}
