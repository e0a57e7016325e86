package dev.mplp.network;

import dev.mplp.model.WireName;

/**
 * How a {@link NetworkNode} is. It begins as it is added.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>active, inactive, degraded, unreachable<td>any other<td>{@link Networks#setNodeStatus setNodeStatus}<td>a caller
 * </table>
 */
public enum NodeStatus implements WireName {
  /** Well. */
  ACTIVE("active"),
  /** Switched off. */
  INACTIVE("inactive"),
  /** Missing beats. */
  DEGRADED("degraded"),
  /** Not heard of for too long. */
  UNREACHABLE("unreachable"),
  /** Out of use for good. */
  RETIRED("retired");

  private static final NodeStatus[] ALL = values();

  private final String wire;

  NodeStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NodeStatus of(String wire) {
    return WireName.of(ALL, wire, "a node status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
