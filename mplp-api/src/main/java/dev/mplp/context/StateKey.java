package dev.mplp.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * Names an entry of a Context's shared state, and says what it holds.
 *
 * @param name 1 to 128 characters, none of them a control character
 * @param write how a value is stored
 * @param read how it is read; an {@link IllegalStateException} or {@link IllegalArgumentException}
 *     says that the stored value is none
 * @param <V> what it holds
 */
public record StateKey<V>(String name, Function<V, JsonValue> write, Function<JsonValue, V> read) {

  /** The longest name. */
  public static final int LONGEST = 128;

  /** Checks the name. */
  public StateKey {
    requireNonNull(write, "write");
    requireNonNull(read, "read");
    if (requireNonNull(name, "name").isEmpty()
        || name.length() > LONGEST
        || name.chars().anyMatch(Character::isISOControl)
        || !UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException(
          "a name is 1 to "
              + LONGEST
              + " characters without control characters, but is \""
              + name.substring(0, Math.min(name.length(), LONGEST))
              + '"');
    }
  }

  /** An entry that holds text. */
  public static StateKey<String> text(String name) {
    return new StateKey<>(name, JsonValue::of, JsonValue::asString);
  }

  /** An entry that holds a number; goals compare such entries. */
  public static StateKey<BigDecimal> number(String name) {
    return new StateKey<>(name, JsonValue::of, JsonValue::asBigDecimal);
  }

  /** An entry that holds yes or no. */
  public static StateKey<Boolean> flag(String name) {
    return new StateKey<>(name, JsonValue::of, JsonValue::asBoolean);
  }

  /** An entry that holds a JSON object. */
  public static StateKey<JsonObject> object(String name) {
    return new StateKey<>(name, value -> value, JsonValue::asObject);
  }

  /** An entry that holds JSON of any form. */
  public static StateKey<JsonValue> json(String name) {
    return new StateKey<>(name, Function.identity(), Function.identity());
  }

  @Override
  public String toString() {
    return name;
  }
}
