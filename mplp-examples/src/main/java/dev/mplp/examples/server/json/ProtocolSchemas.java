package dev.mplp.examples.server.json;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.validation.SchemaName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schemas of the protocol's objects, as components of an OpenAPI document: each under the name
 * of its record, its parts beside it, in the words of JSON Schema 2020-12.
 */
final class ProtocolSchemas {

  /** The name of the schema that every identifier has. */
  static final String ID = "Identifier";

  private static final String PARTS = "#/definitions/";
  private static final Map<String, JsonValue> ALL = load();

  private ProtocolSchemas() {}

  static Map<String, JsonValue> all() {
    return ALL;
  }

  private static Map<String, JsonValue> load() {
    Map<String, JsonValue> all = new TreeMap<>();
    for (SchemaName schema : SchemaName.values()) {
      String name = name(schema);
      JsonObject document = schema.document();
      document
          .find("definitions")
          .ifPresent(
              parts ->
                  parts
                      .asObject()
                      .members()
                      .forEach((part, text) -> all.put(part(name, part), convert(text, name))));
      all.put(name, convert(document.without("$schema").without("$id"), name));
    }
    return all;
  }

  private static String name(SchemaName schema) {
    return schema.shape().map(Shape::type).map(Class::getSimpleName).orElse(ID);
  }

  /** As the record of a part is called: {@code step} of {@code Plan} is a {@code PlanStep}. */
  private static String part(String whole, String part) {
    return whole + Character.toUpperCase(part.charAt(0)) + part.substring(1);
  }

  private static JsonValue convert(JsonValue value, String whole) {
    if (value instanceof JsonArray array) {
      List<JsonValue> items = new ArrayList<>();
      array.forEach(item -> items.add(convert(item, whole)));
      return new JsonArray(items);
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, member) -> {
              if (name.equals("$ref") && member instanceof JsonString reference) {
                members.put(name, new JsonString(target(reference.asString(), whole)));
              } else if (name.equals("properties")) {
                members.put(name, convertEach(member.asObject(), whole));
              } else if (name.equals("dependencies")) {
                members.put("dependentRequired", member);
              } else if (!name.equals("definitions")) {
                members.put(name, convert(member, whole));
              }
            });
    return JsonObject.copyOf(members);
  }

  /** Schemas by names, which are no keywords. */
  private static JsonObject convertEach(JsonObject schemas, String whole) {
    Map<String, JsonValue> each = new LinkedHashMap<>();
    schemas.members().forEach((name, schema) -> each.put(name, convert(schema, whole)));
    return JsonObject.copyOf(each);
  }

  private static String target(String reference, String whole) {
    String name =
        reference.startsWith(PARTS)
            ? part(whole, reference.substring(PARTS.length()))
            : SchemaName.find(reference).map(ProtocolSchemas::name).orElseThrow();
    return Schemas.reference(name).string("$ref").orElseThrow();
  }
}
