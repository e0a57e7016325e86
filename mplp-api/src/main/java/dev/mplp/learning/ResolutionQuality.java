package dev.mplp.learning;

import dev.mplp.model.WireName;

/** How well an intent was understood. */
public enum ResolutionQuality implements WireName {
  /** Well. */
  GOOD("good"),
  /** Well enough. */
  ACCEPTABLE("acceptable"),
  /** Badly. */
  BAD("bad"),
  /** Not known. */
  UNKNOWN("unknown");

  private static final ResolutionQuality[] ALL = values();

  private final String wire;

  ResolutionQuality(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ResolutionQuality of(String wire) {
    return WireName.of(ALL, wire, "a resolution quality");
  }

  @Override
  public String wire() {
    return wire;
  }
}
