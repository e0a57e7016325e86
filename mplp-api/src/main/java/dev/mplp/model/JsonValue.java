package dev.mplp.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable JSON value (RFC 8259).
 *
 * <p>Nulls are kept apart from absence, numbers are exact. {@code toString()} of every value is its
 * JSON text.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /**
   * Converts a plain Java value.
   *
   * @param value null, a {@code JsonValue}, String, Boolean, Integer, Long, Short, Byte, Double,
   *     Float, BigDecimal, BigInteger, Enum-free {@code Map} with String keys, or {@code Iterable}
   *     of these
   * @throws IllegalArgumentException for any other type, and for NaN and infinities, which JSON
   *     cannot express
   */
  static JsonValue of(@Nullable Object value) {
    if (value == null) {
      return JsonNull.NULL;
    }
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof String text) {
      return new JsonString(text);
    }
    if (value instanceof Boolean flag) {
      return JsonBoolean.of(flag);
    }
    if (value instanceof Number number) {
      return JsonNumber.of(number);
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject.Builder object = JsonObject.builder();
      map.forEach((key, member) -> object.put((String) key, member));
      return object.build();
    }
    if (value instanceof Iterable<?> items) {
      List<JsonValue> array = new ArrayList<>();
      items.forEach(item -> array.add(of(item)));
      return new JsonArray(array);
    }
    throw new IllegalArgumentException(
        "a JSON value is built of null, String, Boolean, Number, Map, Iterable or JsonValue, not of "
            + value.getClass().getName());
  }

  /** True for JSON {@code null}. */
  default boolean isNull() {
    return this instanceof JsonNull;
  }

  /**
   * The text of a JSON string.
   *
   * @throws IllegalStateException when this is not a string
   */
  default String asString() {
    throw mismatch("string");
  }

  /**
   * The exact value of a JSON number.
   *
   * @throws IllegalStateException when this is not a number
   */
  default BigDecimal asBigDecimal() {
    throw mismatch("number");
  }

  /**
   * The value of a JSON number as an {@code int}.
   *
   * @throws IllegalStateException when this is not a number
   * @throws ArithmeticException when it has a fraction or does not fit
   */
  default int asInt() {
    return asBigDecimal().intValueExact();
  }

  /**
   * The value of a JSON number as a {@code long}.
   *
   * @throws IllegalStateException when this is not a number
   * @throws ArithmeticException when it has a fraction or does not fit
   */
  default long asLong() {
    return asBigDecimal().longValueExact();
  }

  /**
   * The value of a JSON number as a {@code double}, rounded where needed.
   *
   * @throws IllegalStateException when this is not a number
   */
  default double asDouble() {
    return asBigDecimal().doubleValue();
  }

  /**
   * The value of a JSON boolean.
   *
   * @throws IllegalStateException when this is not a boolean
   */
  default boolean asBoolean() {
    throw mismatch("boolean");
  }

  /**
   * This value as an object.
   *
   * @throws IllegalStateException when this is not an object
   */
  default JsonObject asObject() {
    throw mismatch("object");
  }

  /**
   * This value as an array.
   *
   * @throws IllegalStateException when this is not an array
   */
  default JsonArray asArray() {
    throw mismatch("array");
  }

  /** The JSON type: {@code object}, {@code array}, {@code string}, {@code number}, ... */
  String type();

  private IllegalStateException mismatch(String expected) {
    return new IllegalStateException("expected a JSON " + expected + " but found " + type());
  }
}
