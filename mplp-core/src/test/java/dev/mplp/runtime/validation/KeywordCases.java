package dev.mplp.runtime.validation;

import static dev.mplp.runtime.validation.ValidValues.properties;
import static dev.mplp.runtime.validation.ValidValues.required;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.validation.SchemaReader.Located;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Walks a schema and makes, for every keyword at every path of the document, documents that differ
 * from a valid one only there: some that the keyword accepts, some that it refuses.
 */
final class KeywordCases {

  /**
   * One document and what must be said of it.
   *
   * @param site the keyword that it is about: path in the document, a blank, the keyword
   */
  record Case(SchemaName schema, String site, boolean accepted, JsonValue document) {}

  /** Values of every JSON type; of each, what no member of the protocol takes for another. */
  private static final List<JsonValue> ANY_TYPE =
      List.of(
          JsonObject.empty(),
          JsonArray.empty(),
          JsonValue.of("text"),
          JsonValue.of(1.5),
          JsonValue.of(2),
          JsonValue.of(true),
          JsonValue.of(null));

  private final SchemaReader schemas = new SchemaReader();
  private final ValidValues values = new ValidValues(schemas);
  private final SchemaName name;
  private final List<Case> cases = new ArrayList<>();

  private KeywordCases(SchemaName name) {
    this.name = name;
  }

  static List<Case> of(SchemaName name) {
    KeywordCases walk = new KeywordCases(name);
    Located root = walk.schemas.root(name);
    JsonValue valid = walk.values.full(root);
    walk.visit(root, valid, "", value -> value);
    return walk.cases;
  }

  /**
   * Visits a schema.
   *
   * @param valid a value that it accepts, complete
   * @param place puts a value where this schema applies, into a document valid otherwise
   */
  private void visit(
      Located reference, JsonValue valid, String path, UnaryOperator<JsonValue> place) {
    Located located = schemas.resolved(reference);
    JsonObject schema = located.schema();
    for (String keyword : schema.names()) {
      JsonValue argument = schema.get(keyword);
      Site site = new Site(path + " " + keyword, place);
      switch (keyword) {
        case "type" -> type(site, argument.asString(), valid);
        case "enum" -> oneOf(site, argument.asArray(), isFixed(path) ? valid : null);
        case "const" -> {
          site.accept(argument);
          site.refuse(JsonValue.of("another"), JsonValue.of(""));
        }
        case "pattern", "format" -> {
          Samples samples = Samples.of(argument.asString());
          samples.accepted().forEach(text -> site.accept(JsonValue.of(text)));
          samples.refused().forEach(text -> site.refuse(JsonValue.of(text)));
        }
        case "minLength" -> {
          site.accept(JsonValue.of("\ud83d\ude00"), JsonValue.of(" "), JsonValue.of("\u0001"));
          site.refuse(JsonValue.of(""));
        }
        case "minItems" -> {
          site.accept(
              valid, new JsonArray(List.of(valid.asArray().get(0), valid.asArray().get(0))));
          site.refuse(JsonArray.empty());
        }
        case "minimum" -> bound(site, argument.asBigDecimal(), -1, schema);
        case "maximum" -> bound(site, argument.asBigDecimal(), 1, schema);
        case "uniqueItems" -> unique(site, located);
        case "required" ->
            required(schema)
                .forEach(
                    member -> {
                      site.accept(valid);
                      site.refuse(valid.asObject().without(member));
                    });
        case "additionalProperties" -> additional(site, argument.asBoolean(), valid.asObject());
        case "properties" -> members(located, valid.asObject(), path, site);
        case "items" -> items(located.at(argument), valid.asArray(), path, place);
        case "allOf" ->
            argument.asArray().forEach(part -> visit(located.at(part), valid, path, place));
        case "anyOf" -> {
          argument.asArray().forEach(part -> site.accept(values.full(located.at(part))));
          site.refuse(
              JsonValue.of("text"), JsonArray.empty(), JsonValue.of(1), JsonValue.of(false));
        }
        default -> {}
      }
    }
  }

  private void type(Site site, String type, JsonValue valid) {
    site.accept(valid);
    if ("integer".equals(type)) {
      site.accept(number("3.0"), number("1e20"), number("30e-1"), number("9223372036854775808"));
      site.refuse(number("1e-20"), number("9007199254740993.5"));
    }
    for (JsonValue value : ANY_TYPE) {
      boolean integer = value.equals(JsonValue.of(2));
      boolean fits = value.type().equals(type) || ("integer".equals(type) && integer);
      if (!fits) {
        site.refuse(value);
      }
    }
  }

  private static JsonValue number(String text) {
    return JsonNumber.of(new BigDecimal(text));
  }

  private void oneOf(Site site, JsonArray allowed, @Nullable JsonValue only) {
    for (JsonValue value : allowed) {
      if (only == null || only.equals(value)) {
        site.accept(value);
      }
      String text = value.asString();
      site.refuse(
          JsonValue.of(text + "\n"), JsonValue.of(text.substring(1)), JsonValue.of(swapCase(text)));
    }
    site.refuse(JsonValue.of(""), JsonValue.of("\u0000"));
  }

  /** True when another part of the same schema (allOf) demands one constant at this path. */
  private boolean isFixed(String path) {
    JsonObject root = schemas.root(name).schema();
    if (root.has("allOf")) {
      for (JsonValue part : root.get("allOf").asArray()) {
        JsonValue property = properties(part.asObject()).get(path.substring(1));
        if (property != null && property.asObject().has("const")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String swapCase(String text) {
    char first = text.charAt(0);
    char swapped =
        Character.isUpperCase(first) ? Character.toLowerCase(first) : Character.toUpperCase(first);
    return swapped + text.substring(1);
  }

  private void bound(Site site, BigDecimal bound, int outwards, JsonObject schema) {
    boolean integer = schema.string("type").orElse("").equals("integer");
    BigDecimal step = integer ? BigDecimal.ONE : new BigDecimal("1e-30");
    BigDecimal beyond = bound.add(step.multiply(BigDecimal.valueOf(outwards)));
    BigDecimal within = bound.subtract(step.multiply(BigDecimal.valueOf(outwards)));
    site.accept(JsonNumber.of(bound), JsonNumber.of(bound.setScale(3)), JsonNumber.of(within));
    site.refuse(
        JsonNumber.of(beyond),
        JsonNumber.of(
            BigDecimal.TEN
                .pow(25)
                .multiply(beyond.signum() < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE)));
  }

  private void unique(Site site, Located array) {
    Located element = schemas.resolved(array.at(array.schema().get("items")));
    JsonValue first;
    JsonValue second;
    if (element.schema().has("enum")) {
      first = element.schema().get("enum").asArray().get(0);
      second = element.schema().get("enum").asArray().get(1);
    } else {
      first = JsonValue.of("a");
      second = JsonValue.of("A");
    }
    site.accept(JsonArray.empty(), JsonArray.of(first, second));
    site.refuse(JsonArray.of(first, first), JsonArray.of(first, second, first));
  }

  private void additional(Site site, boolean allowed, JsonObject valid) {
    for (String extra : List.of("extra", "$comment", "", "meta\u0000", "status ", "\ud83d\ude00")) {
      JsonObject document = valid.with(extra, JsonObject.of("a", null));
      if (allowed) {
        site.accept(document);
      } else {
        site.refuse(document);
      }
    }
    if (!allowed) {
      site.accept(valid);
    }
  }

  private void members(Located located, JsonObject valid, String path, Site site) {
    Map<String, JsonValue> members = properties(located.schema());
    members.forEach(
        (member, schema) -> {
          if (!required(located.schema()).contains(member) && isOptional(path, member)) {
            site.accept(valid.without(member));
          }
          visit(
              located.at(schema),
              valid.get(member),
              path + "/" + member,
              value -> site.place.apply(valid.with(member, value)));
        });
  }

  /** Members that another part of the same schema (allOf) requires. */
  private boolean isOptional(String path, String member) {
    JsonValue minimal = values.minimal(schemas.root(name));
    for (String step : path.substring(Math.min(1, path.length())).split("/", -1)) {
      if (!step.isEmpty() && minimal instanceof JsonObject object && object.has(step)) {
        minimal = object.get(step);
      } else if (!step.isEmpty()) {
        return true;
      }
    }
    return !(minimal instanceof JsonObject object) || !object.has(member);
  }

  private void items(
      Located element, JsonArray valid, String path, UnaryOperator<JsonValue> place) {
    JsonValue first = valid.get(0);
    visit(element, first, path + "/0", value -> place.apply(new JsonArray(List.of(value))));
    boolean mayRepeat = !(first instanceof JsonString);
    if (mayRepeat) {
      visit(
          element, first, path + "/1", value -> place.apply(new JsonArray(List.of(first, value))));
    }
  }

  /** Collects the documents about one keyword at one place. */
  private final class Site {

    private final String site;
    private final UnaryOperator<JsonValue> place;

    Site(String site, UnaryOperator<JsonValue> place) {
      this.site = site;
      this.place = place;
    }

    void accept(JsonValue... values) {
      add(true, values);
    }

    void refuse(JsonValue... values) {
      add(false, values);
    }

    private void add(boolean accepted, JsonValue... values) {
      for (JsonValue value : values) {
        cases.add(new Case(name, site, accepted, place.apply(value)));
      }
    }
  }
}
