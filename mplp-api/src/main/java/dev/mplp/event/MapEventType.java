package dev.mplp.event;

import dev.mplp.model.WireName;

/** What a {@link MapEvent} tells about a multi-agent session. */
public enum MapEventType implements WireName {
  /** The session began. */
  SESSION_STARTED("MAPSessionStarted"),
  /** Participants got their roles. */
  ROLES_ASSIGNED("MAPRolesAssigned"),
  /** A participant was given the turn. */
  TURN_DISPATCHED("MAPTurnDispatched"),
  /** A turn ended. */
  TURN_COMPLETED("MAPTurnCompleted"),
  /** One spoke to all. */
  BROADCAST_SENT("MAPBroadcastSent"),
  /** One of all answered. */
  BROADCAST_RECEIVED("MAPBroadcastReceived"),
  /** Participants contradict each other. */
  CONFLICT_DETECTED("MAPConflictDetected"),
  /** A contradiction was settled. */
  CONFLICT_RESOLVED("MAPConflictResolved"),
  /** The session is over. */
  SESSION_COMPLETED("MAPSessionCompleted");

  private static final MapEventType[] ALL = values();

  private final String wire;

  MapEventType(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MapEventType of(String wire) {
    return WireName.of(ALL, wire, "a multi-agent event type");
  }

  @Override
  public String wire() {
    return wire;
  }
}
