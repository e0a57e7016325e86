package dev.mplp.extension;

import dev.mplp.model.WireName;

/** Where an {@link Extension} stands. */
public enum ExtensionStatus implements WireName {
  /** Known, not yet in use. */
  REGISTERED("registered"),
  /** In use. */
  ACTIVE("active"),
  /** Switched off. */
  INACTIVE("inactive"),
  /** Not to be used any more. */
  DEPRECATED("deprecated");

  private static final ExtensionStatus[] ALL = values();

  private final String wire;

  ExtensionStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExtensionStatus of(String wire) {
    return WireName.of(ALL, wire, "an extension status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
