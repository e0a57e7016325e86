package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.mplp.examples.server.TestServer;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The description of the server is one of OpenAPI 3.1, by the schemas that its makers publish for
 * documents and for the schemas within them, and by what the standard asks for beside those.
 */
class OpenApiStandardTest {

  private static final String PUBLISHED = "https://spec.openapis.org/";
  private static final String SCHEMA = PUBLISHED + "oas/3.1/schema-base/2022-10-07";
  private static final Pattern PART = Pattern.compile("\\{([^}]+)}");
  private static final Pattern REFERENCE =
      Pattern.compile("\"\\$ref\":\"#/components/(\\w+)/([^\"]+)\"");

  private static JsonObject document = JsonObject.empty();
  private static Schema schema;

  @BeforeAll
  static void read() {
    try (TestServer server = TestServer.start()) {
      document = TestServer.json(server.get("/openapi.json")).asObject();
    }
    schema =
        SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder ->
                    builder.schemaIdResolvers(
                        found -> found.mapPrefix(PUBLISHED, "classpath:spec.openapis.org/")))
            .getSchema(SchemaLocation.of(SCHEMA));
  }

  private static List<Error> judge(JsonObject text) {
    return schema.validate(text.toString(), InputFormat.JSON);
  }

  @Test
  void description_isOfTheStandard() {
    assertThat(judge(document)).isEmpty();
  }

  @Test
  void judge_seesWhatIsNoneAndWhatIsNoSchema() {
    JsonObject small =
        document.with("paths", JsonObject.empty()).with("components", JsonObject.empty());
    assertThat(judge(small)).isEmpty();
    assertThat(judge(small.with("openapi", "3.2.9"))).isNotEmpty();
    JsonObject bad = JsonObject.of("Plan", JsonObject.of("type", "thing"));
    assertThat(judge(small.with("components", JsonObject.of("schemas", bad))))
        .extracting(error -> error.getInstanceLocation().toString())
        .anyMatch(where -> where.startsWith("/components/schemas/Plan"));
  }

  @Test
  void parametersOfPaths_areThoseInThePath() {
    new Description(document)
        .operations()
        .forEach(
            operation -> {
              Set<String> parts = new TreeSet<>();
              PART.matcher(operation.path()).results().forEach(found -> parts.add(found.group(1)));
              Set<String> declared = new TreeSet<>();
              for (JsonValue one : parameters(operation)) {
                JsonObject parameter = one.asObject();
                if (parameter.string("in").orElseThrow().equals("path")) {
                  declared.add(parameter.string("name").orElseThrow());
                }
              }
              assertThat(declared).as("%s", operation).isEqualTo(parts);
            });
  }

  private static List<JsonValue> parameters(Operation operation) {
    return operation
        .text()
        .find("parameters")
        .map(JsonValue::asArray)
        .orElse(JsonArray.of())
        .values();
  }

  @Test
  void components_areAllUsed() {
    Set<String> named = new TreeSet<>();
    document
        .get("components")
        .asObject()
        .members()
        .forEach(
            (kind, all) -> all.asObject().names().forEach(name -> named.add(kind + '/' + name)));
    named.removeIf(name -> name.startsWith("securitySchemes/"));
    Set<String> used = new TreeSet<>();
    Matcher reference = REFERENCE.matcher(document.toString());
    while (reference.find()) {
      used.add(reference.group(1) + '/' + reference.group(2));
    }
    assertThat(used).isEqualTo(named);
  }

  @Test
  void defaults_areNoObjects_whichGeneratorsOfClientsCannotWrite() {
    assertThat(document.toString()).contains("\"default\":").doesNotContain("\"default\":{");
  }
}
