package dev.mplp.trace;

import dev.mplp.model.WireName;

/**
 * Where a {@link TraceSegment} stands. Those of plan, steps and attempts follow the records of the
 * run; those of handlers are told once they are over, see {@link Segment}.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>pending<td>running<td>the work begins<td>the runtime
 *   <tr><td>running<td>completed<td>the work ended well; {@link Segment#close close}<td>the runtime, a handler
 *   <tr><td>pending, running<td>failed<td>the work ended by an error; {@link Segment#failed failed}<td>the runtime, a handler
 *   <tr><td>pending, running<td>cancelled<td>the execution was cancelled<td>the runtime
 *   <tr><td>pending, running<td>skipped<td>the work is not done, or not to its end<td>the runtime
 * </table>
 */
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
