package dev.mplp.runtime.validation;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.mplp.Violation;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** What the schema library reports, as a violation in our words. */
final class ErrorTranslation {

  private static final int LONGEST_VALUE = 80;

  private static final Map<String, String> FORMATS =
      Map.of(
          "date-time", "an RFC 3339 date-time such as 2026-01-31T08:30:00.000Z",
          "uuid", "a UUID such as 123e4567-e89b-42d3-a456-426614174000",
          "email", "an e-mail address",
          "uri", "a URI with a scheme");

  private ErrorTranslation() {}

  static Violation of(Error error) {
    NodePath location = error.getInstanceLocation();
    boolean alternative = isWithinAnyOf(error.getEvaluationPath());
    String rule = alternative ? "anyOf" : error.getKeyword();
    // The schemas have one choice alone: the data of an event, which is an object or null.
    String message = alternative ? "must be an object or null" : expectation(error);
    JsonNode found = error.getInstanceNode();
    boolean saysItself = "required".equals(rule) || "additionalProperties".equals(rule);
    return new Violation(
        pointer(location),
        Violation.Layer.SCHEMA,
        rule,
        saysItself || found == null ? message : message + ", but is " + describe(found));
  }

  private static boolean isWithinAnyOf(NodePath evaluationPath) {
    for (int i = 0; i < evaluationPath.getNameCount(); i++) {
      if ("anyOf".equals(evaluationPath.getElement(i))) {
        return true;
      }
    }
    return false;
  }

  private static String expectation(Error error) {
    JsonNode value = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> "must have the member \"" + error.getProperty() + '"';
      case "additionalProperties" -> "must not have the member \"" + error.getProperty() + '"';
      case "type" -> "must be " + article(value.asString());
      case "enum" -> "must be one of " + list(value);
      case "const" -> "must be " + value;
      case "pattern" -> "must match " + value.asString();
      case "format" -> "must be " + FORMATS.getOrDefault(value.asString(), value.asString());
      case "minLength" -> "must have at least " + counted(value, "character");
      case "minItems" -> "must have at least " + counted(value, "element");
      case "uniqueItems" -> "must not repeat an element";
      case "minimum" -> "must be at least " + value;
      case "maximum" -> "must be at most " + value;
      default -> "breaks the rule " + error.getKeyword() + ' ' + value;
    };
  }

  private static String counted(JsonNode count, String unit) {
    return count + " " + unit + (count.asInt() == 1 ? "" : "s");
  }

  private static String list(JsonNode values) {
    StringJoiner joined = new StringJoiner(", ");
    values.forEach(value -> joined.add(value.toString()));
    return joined.toString();
  }

  private static String article(String type) {
    return switch (type) {
      case "object", "array", "integer" -> "an " + type;
      default -> "a " + type;
    };
  }

  private static String describe(JsonNode found) {
    if (found.isObject()) {
      return "an object of " + found.size() + " members";
    }
    if (found.isArray()) {
      return "an array of " + found.size() + " elements";
    }
    String text = found.toString();
    return text.codePointCount(0, text.length()) <= LONGEST_VALUE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "...";
  }

  private static String pointer(NodePath location) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < location.getNameCount(); i++) {
      pointer
          .append('/')
          .append(location.getElement(i).toString().replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
