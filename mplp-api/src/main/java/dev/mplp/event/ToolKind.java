package dev.mplp.event;

import dev.mplp.model.WireName;

/** What a tool does. */
public enum ToolKind implements WireName {
  /** Formats. */
  FORMATTER("formatter"),
  /** Finds faults in texts. */
  LINTER("linter"),
  /** Runs tests. */
  TEST_RUNNER("test_runner"),
  /** Writes files. */
  GENERATOR("generator"),
  /** Anything else. */
  OTHER("other");

  private static final ToolKind[] ALL = values();

  private final String wire;

  ToolKind(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ToolKind of(String wire) {
    return WireName.of(ALL, wire, "a tool kind");
  }

  @Override
  public String wire() {
    return wire;
  }
}
