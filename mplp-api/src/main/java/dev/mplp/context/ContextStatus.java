package dev.mplp.context;

import dev.mplp.model.WireName;

/** Where a {@link Context} stands in its life. */
public enum ContextStatus implements WireName {
  /** Not yet in use. */
  DRAFT("draft"),
  /** Work may be done in it. */
  ACTIVE("active"),
  /** Work is held back until it is active again. */
  SUSPENDED("suspended"),
  /** Closed for good and kept for reading. */
  ARCHIVED("archived"),
  /** No further work. */
  CLOSED("closed");

  private static final ContextStatus[] ALL = values();

  private final String wire;

  ContextStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ContextStatus of(String wire) {
    return WireName.of(ALL, wire, "a context status");
  }

  @Override
  public String wire() {
    return wire;
  }
}
