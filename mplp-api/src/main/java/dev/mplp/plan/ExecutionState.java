package dev.mplp.plan;

import dev.mplp.model.WireName;

/** Where an {@link Execution} stands. */
public enum ExecutionState implements WireName {
  /** Waits for the approval of the plan. */
  AWAITING_APPROVAL("awaiting_approval"),
  /** Steps are being done. */
  RUNNING("running"),
  /** Held by somebody, or because its Context is suspended. */
  PAUSED("paused"),
  /** Failed or being cancelled; steps that run are coming to their end. */
  STOPPING("stopping"),
  /** Every step is completed. */
  COMPLETED("completed"),
  /**
   * A step failed, the plan was refused, or the time is over; may be resumed when a step failed.
   */
  FAILED("failed"),
  /** Cancelled. */
  CANCELLED("cancelled"),
  /** Failed or cancelled, and what was completed is being undone. */
  COMPENSATING("compensating"),
  /** Failed or cancelled, and what was completed is undone. Cannot be resumed. */
  COMPENSATED("compensated"),
  /** A step could not be undone: somebody has to see to it, see {@link Compensations}. */
  COMPENSATION_FAILED("compensation_failed"),
  /** Somebody gave up undoing what was completed. Cannot be resumed. */
  COMPENSATION_ABANDONED("compensation_abandoned"),
  /** A state that this version does not know, written by a later one. */
  UNKNOWN("unknown");

  private final String wire;

  ExecutionState(String wire) {
    this.wire = wire;
  }

  /** The constant with this text, UNKNOWN when there is none. */
  public static ExecutionState of(String wire) {
    for (ExecutionState state : values()) {
      if (state.wire.equals(wire)) {
        return state;
      }
    }
    return UNKNOWN;
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when nothing more happens by itself. */
  public boolean isTerminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, COMPENSATED, COMPENSATION_FAILED, COMPENSATION_ABANDONED ->
          true;
      default -> false;
    };
  }

  /** True for the states of an execution whose completed steps are, were or should be undone. */
  public boolean isOfCompensation() {
    return switch (this) {
      case COMPENSATING, COMPENSATED, COMPENSATION_FAILED, COMPENSATION_ABANDONED -> true;
      default -> false;
    };
  }
}
