package dev.mplp.runtime.validation;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Our schema files as JSON, with references followed. */
final class SchemaReader {

  /** A schema and the file it stands in, which its references start from. */
  record Located(JsonObject schema, JsonObject file) {

    Located at(JsonValue part) {
      return new Located(part.asObject(), file);
    }
  }

  private final Map<SchemaName, JsonObject> files = new EnumMap<>(SchemaName.class);

  SchemaReader() {
    for (SchemaName name : SchemaName.values()) {
      files.put(name, TestJson.schema(name).asObject());
    }
  }

  Located root(SchemaName name) {
    return new Located(files.get(name), files.get(name));
  }

  /** The schema itself, or what it refers to. */
  Located resolved(Located schema) {
    return schema.schema().string("$ref").map(ref -> resolved(target(ref, schema))).orElse(schema);
  }

  private Located target(String reference, Located from) {
    if (reference.startsWith("#/definitions/")) {
      String name = reference.substring("#/definitions/".length());
      return from.at(from.file().get("definitions").asObject().get(name));
    }
    return Arrays.stream(SchemaName.values())
        .filter(name -> reference.equals(name.text() + ".json"))
        .map(this::root)
        .findFirst()
        .orElseThrow();
  }
}
