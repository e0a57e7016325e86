package dev.mplp.extension;

import dev.mplp.model.WireName;

/** What an {@link Extension} adds. */
public enum ExtensionType implements WireName {
  /** A tool that handlers can call. */
  CAPABILITY("capability"),
  /** Rules that may veto or amend. */
  POLICY("policy"),
  /** A connection to another system. */
  INTEGRATION("integration"),
  /** A change of form. */
  TRANSFORMATION("transformation"),
  /** Further checks. */
  VALIDATION("validation"),
  /** Anything else. */
  OTHER("other");

  private static final ExtensionType[] ALL = values();

  private final String wire;

  ExtensionType(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExtensionType of(String wire) {
    return WireName.of(ALL, wire, "an extension type");
  }

  @Override
  public String wire() {
    return wire;
  }
}
