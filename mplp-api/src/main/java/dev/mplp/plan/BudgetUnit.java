package dev.mplp.plan;

import dev.mplp.model.WireName;

/** What a {@link Budget} can limit. */
public enum BudgetUnit implements WireName {
  /** How long the execution went on, without the time in which it was held. */
  TIME("time"),
  /** Tokens that models read and wrote. */
  TOKENS("tokens"),
  /** What it cost. */
  COST("cost"),
  /** Attempts at steps that were begun. */
  STEPS("steps"),
  /** A unit that this version does not know, written by a later one. */
  UNKNOWN("unknown");

  private final String wire;

  BudgetUnit(String wire) {
    this.wire = wire;
  }

  /** The constant with this text, UNKNOWN when there is none. */
  public static BudgetUnit of(String wire) {
    for (BudgetUnit unit : values()) {
      if (unit.wire.equals(wire)) {
        return unit;
      }
    }
    return UNKNOWN;
  }

  @Override
  public String wire() {
    return wire;
  }
}
