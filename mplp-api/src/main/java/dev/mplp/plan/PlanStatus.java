package dev.mplp.plan;

import dev.mplp.model.WireName;

/**
 * Where a {@link Plan} stands in its life. It begins as draft.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>draft<td>proposed<td>{@link Plans#propose propose}<td>a caller
 *   <tr><td>draft<td>proposed<td>{@link Plans#execute execute}, when it asks for an approval first<td>a caller
 *   <tr><td>draft, proposed<td>approved<td>{@link Plans#approve approve}, unless an approval is needed<td>a caller
 *   <tr><td>proposed<td>approved<td>the approval at its gate is given<td>the runtime
 *   <tr><td>proposed, approved<td>draft<td>{@link Plans#reopen reopen}<td>a caller
 *   <tr><td>proposed<td>draft<td>the approval at its gate is refused<td>the runtime
 *   <tr><td>draft, approved<td>in_progress<td>{@link Plans#execute execute}<td>a caller
 *   <tr><td>approved<td>in_progress<td>in the commit that uses the approval up<td>the runtime
 *   <tr><td>failed<td>in_progress<td>{@link Plans#resume resume}<td>a caller
 *   <tr><td>in_progress<td>completed<td>every step is completed or skipped by the plan<td>the runtime
 *   <tr><td>in_progress<td>failed<td>a step failed, and nothing runs any more<td>the runtime
 *   <tr><td>draft, proposed, approved, in_progress, failed<td>cancelled<td>{@link Plans#cancel cancel}<td>a caller
 *   <tr><td>in_progress<td>cancelled<td>its execution was cancelled, also by its Context<td>the runtime
 * </table>
 *
 * <p>Archived is no status: see {@link Plans#archive}.
 */
public enum PlanStatus implements WireName {
  /** Being written. */
  DRAFT("draft"),
  /** Waiting for approval. */
  PROPOSED("proposed"),
  /** Approved, not yet begun. */
  APPROVED("approved"),
  /** Being executed. */
  IN_PROGRESS("in_progress"),
  /** All its work is done. */
  COMPLETED("completed"),
  /** Given up on request. */
  CANCELLED("cancelled"),
  /** Ended by an error; may be resumed. */
  FAILED("failed");

  private static final PlanStatus[] ALL = values();

  private final String wire;

  PlanStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PlanStatus of(String wire) {
    return WireName.of(ALL, wire, "a plan status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when nothing runs any more; a failed plan may still be resumed. */
  public boolean isTerminal() {
    return this == COMPLETED || this == CANCELLED || this == FAILED;
  }
}
