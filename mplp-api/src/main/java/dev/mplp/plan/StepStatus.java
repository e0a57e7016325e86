package dev.mplp.plan;

import dev.mplp.model.WireName;

/**
 * Where a {@link PlanStep} stands. It begins as pending, and is moved by the execution of its plan
 * only: callers act on plans.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>pending<td>in_progress<td>an attempt begins<td>the runtime
 *   <tr><td>pending<td>blocked<td>it waits for an approval<td>the runtime
 *   <tr><td>blocked<td>pending<td>what it waited for is there<td>the runtime
 *   <tr><td>blocked<td>in_progress<td>the same, and it is begun at once<td>the runtime
 *   <tr><td>blocked<td>failed<td>what it waited for is refused<td>the runtime
 *   <tr><td>in_progress<td>completed<td>its handler did it<td>the runtime
 *   <tr><td>in_progress<td>blocked<td>its handler asks, or wants to be called later<td>the runtime
 *   <tr><td>in_progress<td>pending<td>the attempt is tried again, or its process was lost<td>the runtime
 *   <tr><td>in_progress<td>failed<td>the last attempt failed<td>the runtime
 *   <tr><td>pending, blocked<td>skipped<td>a step before it failed, or the execution was cancelled<td>the runtime
 *   <tr><td>in_progress<td>skipped<td>the execution was cancelled<td>the runtime
 *   <tr><td>failed<td>pending<td>{@link Plans#resume resume}<td>a caller
 *   <tr><td>skipped<td>pending<td>{@link Plans#resume resume}, if a failed step was why<td>a caller
 *   <tr><td>failed<td>skipped<td>it is given up; this runtime does not do that<td>another runtime
 * </table>
 */
public enum StepStatus implements WireName {
  /** Not yet begun. */
  PENDING("pending"),
  /** An attempt is running. */
  IN_PROGRESS("in_progress"),
  /** Done. */
  COMPLETED("completed"),
  /** Cannot go on until something outside it happens. */
  BLOCKED("blocked"),
  /** Will not be done. */
  SKIPPED("skipped"),
  /** Ended by an error. */
  FAILED("failed");

  private static final StepStatus[] ALL = values();

  private final String wire;

  StepStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StepStatus of(String wire) {
    return WireName.of(ALL, wire, "a step status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when no attempt is running or to come, unless the plan is resumed. */
  public boolean isTerminal() {
    return this == COMPLETED || this == SKIPPED || this == FAILED;
  }
}
