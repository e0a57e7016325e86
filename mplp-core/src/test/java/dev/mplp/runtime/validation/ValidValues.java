package dev.mplp.runtime.validation;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.validation.SchemaReader.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Builds values that a schema accepts, from the schema alone. */
final class ValidValues {

  private final SchemaReader schemas;

  ValidValues(SchemaReader schemas) {
    this.schemas = schemas;
  }

  /** A value with every member that the schema names. */
  JsonValue full(Located schema) {
    return value(schema, true);
  }

  /** A value with what is required alone. */
  JsonValue minimal(Located schema) {
    return value(schema, false);
  }

  private JsonValue value(Located reference, boolean full) {
    Located located = schemas.resolved(reference);
    JsonObject schema = located.schema();
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").asArray().get(0);
    }
    if (schema.has("allOf")) {
      return merged(located, full);
    }
    if (schema.has("anyOf")) {
      return value(located.at(schema.get("anyOf").asArray().get(0)), full);
    }
    return switch (schema.string("type").orElseThrow()) {
      case "object" -> object(located, full);
      case "array" -> array(located, full);
      case "string" -> JsonValue.of(text(schema));
      case "integer" -> JsonValue.of(3);
      case "number" -> JsonValue.of(0.5);
      case "boolean" -> JsonValue.of(true);
      default -> JsonValue.of(null);
    };
  }

  private JsonObject object(Located located, boolean full) {
    JsonObject.Builder object = JsonObject.builder();
    Set<String> required = required(located.schema());
    properties(located.schema())
        .forEach(
            (name, schema) -> {
              if (full || required.contains(name)) {
                object.put(name, value(located.at(schema), full));
              }
            });
    return object.build();
  }

  private JsonArray array(Located located, boolean full) {
    int least = located.schema().has("minItems") ? located.schema().get("minItems").asInt() : 0;
    List<JsonValue> elements = new ArrayList<>();
    for (int i = 0; i < Math.max(least, full ? 1 : 0); i++) {
      elements.add(value(located.at(located.schema().get("items")), full));
    }
    return new JsonArray(elements);
  }

  /** Later parts narrow the members of earlier ones, and fill what earlier ones require. */
  private JsonObject merged(Located located, boolean full) {
    JsonObject result = JsonObject.empty();
    for (JsonValue part : located.schema().get("allOf").asArray()) {
      result = merge(result, value(located.at(part), full).asObject());
    }
    for (JsonValue part : located.schema().get("allOf").asArray()) {
      Located schema = schemas.resolved(located.at(part));
      for (Map.Entry<String, JsonValue> property : properties(schema.schema()).entrySet()) {
        if (result.has(property.getKey())) {
          JsonValue value = value(schema.at(property.getValue()), full);
          result = merge(result, JsonObject.of(property.getKey(), value));
        }
      }
    }
    return result;
  }

  private static JsonObject merge(JsonObject left, JsonObject right) {
    JsonObject.Builder both = left.toBuilder();
    right
        .members()
        .forEach(
            (name, value) ->
                both.put(
                    name,
                    left.get(name) instanceof JsonObject inner && value instanceof JsonObject other
                        ? merge(inner, other)
                        : value));
    return both.build();
  }

  private static String text(JsonObject schema) {
    return schema
        .string("pattern")
        .or(() -> schema.string("format"))
        .map(rule -> Samples.of(rule).accepted().get(0))
        .orElse("some text");
  }

  static Set<String> required(JsonObject schema) {
    return schema.has("required")
        ? StreamSupport.stream(schema.get("required").asArray().spliterator(), false)
            .map(JsonValue::asString)
            .collect(Collectors.toSet())
        : Set.of();
  }

  static Map<String, JsonValue> properties(JsonObject schema) {
    return schema.has("properties") ? schema.get("properties").asObject().members() : Map.of();
  }
}
