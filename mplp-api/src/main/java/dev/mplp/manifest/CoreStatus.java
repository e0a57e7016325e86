package dev.mplp.manifest;

import dev.mplp.model.WireName;

/** Where a {@link CoreManifest} stands. */
public enum CoreStatus implements WireName {
  /** Being written. */
  DRAFT("draft"),
  /** In force. */
  ACTIVE("active"),
  /** To be replaced. */
  DEPRECATED("deprecated"),
  /** Kept for reading. */
  ARCHIVED("archived");

  private static final CoreStatus[] ALL = values();

  private final String wire;

  CoreStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CoreStatus of(String wire) {
    return WireName.of(ALL, wire, "a core status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
