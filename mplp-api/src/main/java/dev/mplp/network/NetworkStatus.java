package dev.mplp.network;

import dev.mplp.model.WireName;

/**
 * Where a {@link Network} stands. It begins as draft.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>draft<td>provisioning<td>{@link Networks#provision provision}<td>a caller
 *   <tr><td>provisioning, degraded, maintenance<td>active<td>{@link Networks#activate activate}<td>a caller
 *   <tr><td>active, maintenance<td>degraded<td>{@link Networks#degrade degrade}<td>a caller
 *   <tr><td>active, degraded<td>maintenance<td>{@link Networks#maintain maintain}<td>a caller
 *   <tr><td>provisioning, active, degraded, maintenance<td>retired<td>{@link Networks#retire retire}<td>a caller
 * </table>
 */
public enum NetworkStatus implements WireName {
  /** Being planned. */
  DRAFT("draft"),
  /** Being set up. */
  PROVISIONING("provisioning"),
  /** In use. */
  ACTIVE("active"),
  /** In use with losses. */
  DEGRADED("degraded"),
  /** Being worked on. */
  MAINTENANCE("maintenance"),
  /** Out of use for good. */
  RETIRED("retired");

  private static final NetworkStatus[] ALL = values();

  private final String wire;

  NetworkStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NetworkStatus of(String wire) {
    return WireName.of(ALL, wire, "a network status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
