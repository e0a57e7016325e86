package dev.mplp.examples.server.json;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Objects whose members are the entries of a map. */
final class MapForm<K, V> extends Form<Map<K, V>> {

  private final Form<K> keys;
  private final Function<K, String> name;
  private final Form<V> values;

  /** A form of maps; {@code name} is how {@code keys} writes a key. */
  MapForm(Form<K> keys, Function<K, String> name, Form<V> values) {
    this.keys = keys;
    this.name = name;
    this.values = values;
  }

  @Override
  public JsonValue schema(Schemas schemas) {
    return JsonObject.of("type", "object", "additionalProperties", values.schema(schemas));
  }

  @Override
  public @Nullable Map<K, V> read(JsonValue value, Reading at) {
    if (!(value instanceof JsonObject object)) {
      return at.refuse("type", "must be an object, not " + Words.kindOf(value));
    }
    Map<K, V> read = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (member, text) -> {
              Reading there = at.at(member);
              K key = keys.readText(member, there);
              V entry = values.read(text, there);
              if (key != null && entry != null) {
                read.put(key, entry);
              }
            });
    return read.size() < object.size() ? null : read;
  }

  @Override
  public void write(Map<K, V> value, JsonGenerator out) {
    out.writeStartObject();
    value.forEach(
        (key, entry) -> {
          out.writeName(name.apply(key));
          values.write(entry, out);
        });
    out.writeEndObject();
  }
}
