package dev.mplp.confirm;

import dev.mplp.model.WireName;

/** What kind of object a {@link Confirm} is about. */
public enum ConfirmTarget implements WireName {
  /** A Context. */
  CONTEXT("context"),
  /** A Plan. */
  PLAN("plan"),
  /** A Trace. */
  TRACE("trace"),
  /** An Extension. */
  EXTENSION("extension"),
  /** An object of any other kind. */
  OTHER("other");

  private static final ConfirmTarget[] ALL = values();

  private final String wire;

  ConfirmTarget(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ConfirmTarget of(String wire) {
    return WireName.of(ALL, wire, "a confirm target");
  }

  @Override
  public String wire() {
    return wire;
  }
}
