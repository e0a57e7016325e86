package dev.mplp.network;

import dev.mplp.model.WireName;

/** How the nodes of a {@link Network} are connected. */
public enum TopologyType implements WireName {
  /** One node. */
  SINGLE_NODE("single_node"),
  /** All through one node. */
  HUB_SPOKE("hub_spoke"),
  /** Each with each. */
  MESH("mesh"),
  /** As a tree. */
  HIERARCHICAL("hierarchical"),
  /** A mixture. */
  HYBRID("hybrid"),
  /** Anything else. */
  OTHER("other");

  private static final TopologyType[] ALL = values();

  private final String wire;

  TopologyType(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TopologyType of(String wire) {
    return WireName.of(ALL, wire, "a topology type");
  }

  @Override
  public String wire() {
    return wire;
  }
}
