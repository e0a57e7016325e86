package dev.mplp.network;

import dev.mplp.model.WireName;

/** What a {@link NetworkNode} is. */
public enum NodeKind implements WireName {
  /** An agent. */
  AGENT("agent"),
  /** A service. */
  SERVICE("service"),
  /** A database. */
  DATABASE("database"),
  /** A queue. */
  QUEUE("queue"),
  /** Something outside. */
  EXTERNAL("external"),
  /** Anything else. */
  OTHER("other");

  private static final NodeKind[] ALL = values();

  private final String wire;

  NodeKind(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NodeKind of(String wire) {
    return WireName.of(ALL, wire, "a node kind");
  }

  @Override
  public String wire() {
    return wire;
  }
}
