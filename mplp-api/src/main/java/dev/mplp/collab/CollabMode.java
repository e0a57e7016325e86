package dev.mplp.collab;

import dev.mplp.model.WireName;

/** How the participants of a {@link Collab} take turns. */
public enum CollabMode implements WireName {
  /** One speaks to all; answers are gathered. */
  BROADCAST("broadcast"),
  /** One after the other. */
  ROUND_ROBIN("round_robin"),
  /** An orchestrator names who is next. */
  ORCHESTRATED("orchestrated"),
  /** Open work is claimed concurrently. */
  SWARM("swarm"),
  /** Driver and reviewer alternate. */
  PAIR("pair");

  private static final CollabMode[] ALL = values();

  private final String wire;

  CollabMode(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CollabMode of(String wire) {
    return WireName.of(ALL, wire, "a collab mode");
  }

  @Override
  public String wire() {
    return wire;
  }
}
