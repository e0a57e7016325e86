package dev.mplp.collab;

import dev.mplp.model.WireName;

/** What a {@link CollabParticipant} is. */
public enum ParticipantKind implements WireName {
  /** An agent. */
  AGENT("agent"),
  /** A person. */
  HUMAN("human"),
  /** A part of the system itself. */
  SYSTEM("system"),
  /** Something outside. */
  EXTERNAL("external");

  private static final ParticipantKind[] ALL = values();

  private final String wire;

  ParticipantKind(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ParticipantKind of(String wire) {
    return WireName.of(ALL, wire, "a participant kind");
  }

  @Override
  public String wire() {
    return wire;
  }
}
