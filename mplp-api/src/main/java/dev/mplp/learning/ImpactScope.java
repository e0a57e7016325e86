package dev.mplp.learning;

import dev.mplp.model.WireName;

/** How far a change reaches. */
public enum ImpactScope implements WireName {
  /** Its own place. */
  LOCAL("local"),
  /** Its module. */
  MODULE("module"),
  /** The system. */
  SYSTEM("system"),
  /** Beyond the system. */
  GLOBAL("global");

  private static final ImpactScope[] ALL = values();

  private final String wire;

  ImpactScope(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ImpactScope of(String wire) {
    return WireName.of(ALL, wire, "an impact scope");
  }

  @Override
  public String wire() {
    return wire;
  }
}
