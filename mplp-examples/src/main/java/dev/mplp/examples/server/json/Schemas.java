package dev.mplp.examples.server.json;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The schemas that others refer to by name, as {@code components.schemas} of OpenAPI has them. */
public final class Schemas {

  private static final String PREFIX = "#/components/schemas/";

  private final Map<String, JsonValue> byName = new TreeMap<>(ProtocolSchemas.all());

  /** With the schemas of the protocol alone. */
  public Schemas() {}

  /** A reference to the schema of this name; it is made if it is not there yet. */
  JsonObject refer(String name, Supplier<JsonValue> schema) {
    if (!byName.containsKey(name)) {
      byName.put(name, JsonObject.empty()); // what refers to itself finds its name taken
      byName.put(name, schema.get());
    }
    return reference(name);
  }

  /** A reference to a schema that is there, or will be. */
  static JsonObject reference(String name) {
    return JsonObject.of("$ref", PREFIX + name);
  }

  /**
   * Those that a document has references to, directly or by one another.
   *
   * @param document the rest of it
   */
  public JsonObject usedBy(JsonValue... document) {
    Map<String, JsonValue> used = new TreeMap<>();
    Deque<JsonValue> unseen = new ArrayDeque<>(List.of(document));
    while (!unseen.isEmpty()) {
      JsonValue next = unseen.pop();
      if (next instanceof JsonArray array) {
        unseen.addAll(array.values());
      } else if (next instanceof JsonObject object) {
        unseen.addAll(object.members().values());
        String name = name(object);
        JsonValue schema = byName.get(name);
        if (schema != null && used.put(name, schema) == null) {
          unseen.push(schema);
        }
      }
    }
    return JsonObject.copyOf(used);
  }

  private static String name(JsonObject object) {
    return object.get("$ref") instanceof JsonString to && to.asString().startsWith(PREFIX)
        ? to.asString().substring(PREFIX.length())
        : "";
  }
}
