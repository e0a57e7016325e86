package dev.mplp.event;

import dev.mplp.model.WireName;

/** What set a build off. */
public enum CiTrigger implements WireName {
  /** A push. */
  PUSH("push"),
  /** A pull request. */
  PULL_REQUEST("pull_request"),
  /** The clock. */
  SCHEDULE("schedule"),
  /** A person. */
  MANUAL("manual"),
  /** A tag. */
  TAG("tag"),
  /** Anything else. */
  OTHER("other");

  private static final CiTrigger[] ALL = values();

  private final String wire;

  CiTrigger(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CiTrigger of(String wire) {
    return WireName.of(ALL, wire, "a CI trigger");
  }

  @Override
  public String wire() {
    return wire;
  }
}
