package dev.mplp.plan;

import dev.mplp.model.WireName;

/** Where a {@link RevisionProposal} stands. */
public enum RevisionState implements WireName {
  /** No approval is needed: it waits to be applied. */
  PROPOSED("proposed"),
  /** A Confirm is to be decided. */
  AWAITING_APPROVAL("awaiting_approval"),
  /** It was approved, and waits to be applied by somebody. */
  APPROVED("approved"),
  /** The plan has these steps now. */
  APPLIED("applied"),
  /** It was not approved. */
  REJECTED("rejected"),
  /** Who proposed it gave it up. */
  WITHDRAWN("withdrawn"),
  /** The plan or its work is another one than it was made for: it is not applied any more. */
  OVERTAKEN("overtaken");

  private static final RevisionState[] ALL = values();

  private final String wire;

  RevisionState(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RevisionState of(String wire) {
    return WireName.of(ALL, wire, "a state of a proposed revision");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when it may yet be applied. */
  public boolean isOpen() {
    return this == PROPOSED || this == AWAITING_APPROVAL || this == APPROVED;
  }
}
