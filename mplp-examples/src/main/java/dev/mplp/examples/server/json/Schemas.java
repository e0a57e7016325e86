package dev.mplp.examples.server.json;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
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

  /** All of them. */
  public JsonObject toJson() {
    return JsonObject.copyOf(byName);
  }
}
