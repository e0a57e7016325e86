package dev.mplp.model;

import java.util.Iterator;
import java.util.List;

/**
 * A JSON array.
 *
 * @param values its elements in order, unmodifiable
 */
public record JsonArray(List<JsonValue> values) implements JsonValue, Iterable<JsonValue> {

  private static final JsonArray EMPTY = new JsonArray(List.of());

  /** Copies the list. */
  public JsonArray {
    values = List.copyOf(values);
  }

  /** The array without elements. */
  public static JsonArray empty() {
    return EMPTY;
  }

  /** An array of these elements, each converted as {@link JsonValue#of(Object)} does. */
  public static JsonArray of(Object... elements) {
    return new JsonArray(java.util.Arrays.stream(elements).map(JsonValue::of).toList());
  }

  /** How many elements it has. */
  public int size() {
    return values.size();
  }

  /** The element at {@code index}, counted from 0. */
  public JsonValue get(int index) {
    return values.get(index);
  }

  @Override
  public Iterator<JsonValue> iterator() {
    return values.iterator();
  }

  @Override
  public JsonArray asArray() {
    return this;
  }

  @Override
  public String type() {
    return "array";
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    JsonText.write(this, out);
    return out.toString();
  }
}
