package dev.mplp.event;

import dev.mplp.model.WireName;

/** How a graph changes. */
public enum UpdateKind implements WireName {
  /** A node is new. */
  NODE_ADD("node_add"),
  /** A node changed. */
  NODE_UPDATE("node_update"),
  /** A node is gone. */
  NODE_DELETE("node_delete"),
  /** An edge is new. */
  EDGE_ADD("edge_add"),
  /** An edge changed. */
  EDGE_UPDATE("edge_update"),
  /** An edge is gone. */
  EDGE_DELETE("edge_delete"),
  /** Many changes at once. */
  BULK("bulk");

  private static final UpdateKind[] ALL = values();

  private final String wire;

  UpdateKind(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static UpdateKind of(String wire) {
    return WireName.of(ALL, wire, "an update kind");
  }

  @Override
  public String wire() {
    return wire;
  }
}
