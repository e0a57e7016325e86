package dev.mplp.context;

import dev.mplp.model.WireName;

/** How a {@link Criterion} compares. */
public enum Comparison implements WireName {
  /** The same. */
  EQUAL("="),
  /** Not the same. */
  NOT_EQUAL("!="),
  /** Less; numbers only. */
  LESS("<"),
  /** At most; numbers only. */
  AT_MOST("<="),
  /** More; numbers only. */
  MORE(">"),
  /** At least; numbers only. */
  AT_LEAST(">=");

  private static final Comparison[] ALL = values();

  private final String wire;

  Comparison(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this sign.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Comparison of(String sign) {
    return WireName.of(ALL, sign, "a comparison");
  }

  /** True where both sides must be numbers. */
  public boolean isOrder() {
    return this != EQUAL && this != NOT_EQUAL;
  }

  @Override
  public String wire() {
    return wire;
  }
}
