package dev.mplp.confirm;

import dev.mplp.model.WireName;

/**
 * Where a {@link Confirm} stands. It begins as pending, when something is asked.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>pending<td>approved<td>{@link Confirms#approve approve}, once the policy is met<td>a caller
 *   <tr><td>pending<td>rejected<td>{@link Confirms#reject reject}, once the policy cannot be met any more<td>a caller
 *   <tr><td>pending<td>rejected<td>its time is over, and the policy rejects then<td>the runtime
 *   <tr><td>pending<td>cancelled<td>{@link Confirms#cancel cancel}<td>who asked
 *   <tr><td>pending<td>cancelled<td>what it is about has gone<td>the runtime
 *   <tr><td>rejected<td>approved<td>{@link Confirms#approve approve}, another round, if the policy allows one<td>a caller
 *   <tr><td>rejected<td>cancelled<td>{@link Confirms#cancel cancel}, if the policy allows another round<td>who asked
 *   <tr><td>approved<td>cancelled<td>what was approved was changed before the gate opened<td>the runtime
 * </table>
 *
 * <p>A rejection by time, and whatever a gate has used, is final.
 */
public enum ConfirmStatus implements WireName {
  /** Waiting for decisions. */
  PENDING("pending"),
  /** Approved. */
  APPROVED("approved"),
  /** Rejected. */
  REJECTED("rejected"),
  /** Withdrawn, or voided before it was used. */
  CANCELLED("cancelled");

  private static final ConfirmStatus[] ALL = values();

  private final String wire;

  ConfirmStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ConfirmStatus of(String wire) {
    return WireName.of(ALL, wire, "a confirm status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
