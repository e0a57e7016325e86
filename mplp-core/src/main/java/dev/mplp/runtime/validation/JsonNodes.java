package dev.mplp.runtime.validation;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Our JSON values as the nodes that the schema library reads. */
final class JsonNodes {

  private JsonNodes() {}

  /** Recurses as deep as the value is; the caller has bounded its depth. */
  static JsonNode of(JsonValue value) {
    if (value instanceof JsonObject object) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      object.members().forEach((name, member) -> node.set(name, of(member)));
      return node;
    }
    if (value instanceof JsonArray array) {
      ArrayNode node = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> node.add(of(element)));
      return node;
    }
    if (value instanceof JsonNumber number) {
      // One form for one value: 1, 1.0 and 1e0 are the same element to uniqueItems.
      return DecimalNode.valueOf(number.asBigDecimal().stripTrailingZeros());
    }
    if (value instanceof JsonString text) {
      return StringNode.valueOf(text.value());
    }
    if (value instanceof JsonBoolean flag) {
      return BooleanNode.valueOf(flag.asBoolean());
    }
    if (value instanceof JsonNull) {
      return NullNode.getInstance();
    }
    throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
  }

  /** True when arrays and objects are nested in one another more than {@code levels} deep. */
  static boolean isDeeperThan(JsonValue value, int levels) {
    if (!(value instanceof JsonObject) && !(value instanceof JsonArray)) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    Iterable<JsonValue> inside =
        value instanceof JsonObject object ? object.members().values() : value.asArray();
    for (JsonValue part : inside) {
      if (isDeeperThan(part, levels - 1)) {
        return true;
      }
    }
    return false;
  }
}
