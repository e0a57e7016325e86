package dev.mplp.trace;

import dev.mplp.model.WireName;

/**
 * Where a {@link Trace} stands. It begins as running, or as pending at the gate of a plan.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>pending<td>running<td>the gate of the plan opens<td>the runtime
 *   <tr><td>pending<td>failed<td>the gate refuses the run<td>the runtime
 *   <tr><td>pending, running<td>cancelled<td>the execution was cancelled<td>the runtime
 *   <tr><td>running<td>completed<td>the run ended well<td>the runtime
 *   <tr><td>running<td>failed<td>the run ended by an error<td>the runtime
 * </table>
 */
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
