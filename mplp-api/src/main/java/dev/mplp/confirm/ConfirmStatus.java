package dev.mplp.confirm;

import dev.mplp.model.WireName;

/** Where a {@link Confirm} stands. */
public enum ConfirmStatus implements WireName {
  /** Waiting for decisions. */
  PENDING("pending"),
  /** Approved. */
  APPROVED("approved"),
  /** Rejected. */
  REJECTED("rejected"),
  /** Withdrawn, or voided before it was used. */
  CANCELLED("cancelled");

  private static final ConfirmStatus[] ALL = values();

  private final String wire;

  ConfirmStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ConfirmStatus of(String wire) {
    return WireName.of(ALL, wire, "a confirm status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
