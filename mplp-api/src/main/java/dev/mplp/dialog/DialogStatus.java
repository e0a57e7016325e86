package dev.mplp.dialog;

import dev.mplp.model.WireName;

/** Where a {@link Dialog} stands. */
public enum DialogStatus implements WireName {
  /** Takes messages. */
  ACTIVE("active"),
  /** Refuses messages until it is active again. */
  PAUSED("paused"),
  /** Ended. */
  COMPLETED("completed"),
  /** Given up. */
  CANCELLED("cancelled");

  private static final DialogStatus[] ALL = values();

  private final String wire;

  DialogStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DialogStatus of(String wire) {
    return WireName.of(ALL, wire, "a dialog status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when it takes no messages ever again. */
  public boolean isTerminal() {
    return this == COMPLETED || this == CANCELLED;
  }
}
