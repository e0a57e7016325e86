package dev.mplp.model;

import static java.util.Objects.requireNonNull;

/**
 * A JSON string.
 *
 * @param value its text, without quotes or escapes
 */
public record JsonString(String value) implements JsonValue {

  /** Refuses null. */
  public JsonString {
    requireNonNull(value, "value");
  }

  @Override
  public String asString() {
    return value;
  }

  @Override
  public String type() {
    return "string";
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(value.length() + 2);
    JsonText.quote(value, out);
    return out.toString();
  }
}
