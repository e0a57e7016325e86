package dev.mplp.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.FrozenSpec;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our schema files say the same as the frozen ones: keyword by keyword, words left out. */
class SchemaFilesTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> WORDS =
      Set.of("$schema", "$id", "$comment", "title", "description", "examples", "x-mplp-meta");
  private static final Set<String> DEFINITIONS = Set.of("definitions", "$defs");

  /** Files of the protocol that are not called as our schema is, and parts of its files. */
  private static final Map<SchemaName, String> FROZEN =
      Map.of(
          SchemaName.EVENT, "common/events.schema.json",
          SchemaName.META, "common/metadata.schema.json",
          SchemaName.SPAN, "common/trace-base.schema.json",
          SchemaName.ID, "common/identifiers.schema.json",
          SchemaName.LEARNING_SAMPLE, "common/learning-sample.schema.json",
          SchemaName.REF, "common/common-types.schema.json#/definitions/Ref",
          SchemaName.GOVERNANCE, "mplp-context.schema.json#/properties/governance");

  @ParameterizedTest
  @EnumSource
  void schema_comparedWithTheFrozenOne_hasTheSameConstraints(SchemaName name) {
    if (FrozenSpec.folder().isPresent()) {
      assertThat(new Source(SchemaFilesTest::ours).constraints(name.text() + ".json"))
          .isEqualTo(new Source(SchemaFilesTest::frozen).constraints(frozenPath(name)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void schema_forItsReader_hasTitleAndDescriptions(SchemaName name) {
    JsonNode schema = ours(name.text() + ".json");
    assertThat(schema.path("$id").asString()).isEqualTo(name.iri());
    assertThat(schema.path("title").asString("")).isNotBlank();
    assertThat(schema.path("description").asString("")).isNotBlank();
  }

  private static String frozenPath(SchemaName name) {
    String file = name.text() + ".schema.json";
    String folder =
        switch (name) {
          case EVENT_CORE,
              PIPELINE_STAGE_EVENT,
              GRAPH_UPDATE_EVENT,
              RUNTIME_EXECUTION_EVENT,
              SA_EVENT,
              MAP_EVENT ->
              "events/";
          case TOOL_EVENT, FILE_UPDATE_EVENT, GIT_EVENT, CI_EVENT -> "integration/";
          case LEARNING_SAMPLE_CORE, LEARNING_SAMPLE_INTENT, LEARNING_SAMPLE_DELTA -> "learning/";
          default -> "";
        };
    return FROZEN.getOrDefault(name, folder + file);
  }

  private static JsonNode ours(String path) {
    String[] parts = path.split("#", -1);
    try (InputStream in = SchemaValidator.class.getResourceAsStream("schema/" + parts[0])) {
      return at(JSON.readTree(in), parts);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode frozen(String path) {
    String[] parts = path.split("#", -1);
    String file =
        List.of("", "common/", "events/", "learning/").stream()
            .map(folder -> folder + parts[0])
            .filter(name -> FrozenSpec.folder().orElseThrow().resolve(name).toFile().isFile())
            .findFirst()
            .orElseThrow();
    return at(JSON.readTree(FrozenSpec.text(file).orElseThrow()), parts);
  }

  private static JsonNode at(JsonNode document, String[] parts) {
    return parts.length == 1 ? document : document.at(parts[1]);
  }

  /** Reads schemas, with each reference replaced by what it means. */
  private record Source(java.util.function.Function<String, JsonNode> files) {

    /** What the schema at a path demands; a path is a file, or a file, # and a pointer into it. */
    Object constraints(String path) {
      return constraints(files.apply(path), files.apply(path.split("#", -1)[0]));
    }

    private Object constraints(JsonNode schema, JsonNode document) {
      if (schema.has("$ref")) {
        String reference = schema.get("$ref").asString();
        if (reference.startsWith("#")) {
          return constraints(document.at(reference.substring(1)), document);
        }
        return constraints(reference);
      }
      if (!schema.isObject()) {
        return schema;
      }
      Map<String, Object> keywords = new TreeMap<>();
      schema
          .properties()
          .forEach(
              keyword -> {
                if (!WORDS.contains(keyword.getKey()) && !DEFINITIONS.contains(keyword.getKey())) {
                  keywords.put(
                      keyword.getKey(), value(keyword.getKey(), keyword.getValue(), document));
                }
              });
      return keywords;
    }

    private Object value(String keyword, JsonNode value, JsonNode document) {
      return switch (keyword) {
        case "properties" -> {
          Map<String, Object> properties = new TreeMap<>();
          value
              .properties()
              .forEach(
                  property ->
                      properties.put(
                          property.getKey(), constraints(property.getValue(), document)));
          yield properties;
        }
        case "items", "additionalProperties" -> constraints(value, document);
        case "allOf", "anyOf" -> {
          List<Object> parts = new ArrayList<>();
          value.forEach(part -> parts.add(constraints(part, document)));
          yield parts;
        }
        case "required", "enum" -> {
          Set<String> texts = new TreeSet<>();
          value.forEach(text -> texts.add(text.asString()));
          yield texts;
        }
        default -> value;
      };
    }
  }
}
