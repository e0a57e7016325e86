package dev.mplp.learning;

import dev.mplp.model.WireName;

/** What a person said to a result. */
public enum FeedbackDecision implements WireName {
  /** In favour. */
  APPROVE("approve"),
  /** Against. */
  REJECT("reject"),
  /** Replaced by something else. */
  OVERRIDE("override"),
  /** Not known. */
  UNKNOWN("unknown");

  private static final FeedbackDecision[] ALL = values();

  private final String wire;

  FeedbackDecision(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FeedbackDecision of(String wire) {
    return WireName.of(ALL, wire, "a feedback decision");
  }

  @Override
  public String wire() {
    return wire;
  }
}
