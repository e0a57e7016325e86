package dev.mplp.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact JSON number.
 *
 * <p>Two numbers are equal when their values are: {@code 1}, {@code 1.0} and {@code 1e0} are the
 * same number, as in JSON Schema. The written form keeps the scale it was given.
 */
public final class JsonNumber implements JsonValue {

  private final BigDecimal value;

  private JsonNumber(BigDecimal value) {
    this.value = value;
  }

  /** A number of this exact value. */
  public static JsonNumber of(BigDecimal value) {
    return new JsonNumber(requireNonNull(value, "value"));
  }

  /** A whole number. */
  public static JsonNumber of(long value) {
    return new JsonNumber(BigDecimal.valueOf(value));
  }

  /**
   * A number from any of the JDK's number types.
   *
   * @throws IllegalArgumentException for NaN, infinities and number types that are not the JDK's
   */
  public static JsonNumber of(Number value) {
    if (value instanceof BigDecimal decimal) {
      return of(decimal);
    }
    if (value instanceof BigInteger integer) {
      return of(new BigDecimal(integer));
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return of(value.longValue());
    }
    if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(value.doubleValue())) {
        throw new IllegalArgumentException("JSON has no number for " + value);
      }
      return of(new BigDecimal(value.toString()));
    }
    throw new IllegalArgumentException("not a JSON number: " + value.getClass().getName());
  }

  @Override
  public BigDecimal asBigDecimal() {
    return value;
  }

  @Override
  public String type() {
    return "number";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && value.compareTo(number.value) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value.signum() == 0 ? 0.0 : value.doubleValue());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
