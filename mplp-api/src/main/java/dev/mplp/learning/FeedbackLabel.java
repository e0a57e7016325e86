package dev.mplp.learning;

import dev.mplp.model.WireName;

/** What people think of a sample. */
public enum FeedbackLabel implements WireName {
  /** They agree. */
  APPROVED("approved"),
  /** They do not. */
  REJECTED("rejected"),
  /** Nobody looked. */
  NOT_REVIEWED("not_reviewed");

  private static final FeedbackLabel[] ALL = values();

  private final String wire;

  FeedbackLabel(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FeedbackLabel of(String wire) {
    return WireName.of(ALL, wire, "a feedback label");
  }

  @Override
  public String wire() {
    return wire;
  }
}
