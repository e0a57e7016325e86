package dev.mplp.network;

import dev.mplp.model.WireName;

/** Where a {@link Network} stands. */
public enum NetworkStatus implements WireName {
  /** Being planned. */
  DRAFT("draft"),
  /** Being set up. */
  PROVISIONING("provisioning"),
  /** In use. */
  ACTIVE("active"),
  /** In use with losses. */
  DEGRADED("degraded"),
  /** Being worked on. */
  MAINTENANCE("maintenance"),
  /** Out of use for good. */
  RETIRED("retired");

  private static final NetworkStatus[] ALL = values();

  private final String wire;

  NetworkStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NetworkStatus of(String wire) {
    return WireName.of(ALL, wire, "a network status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
