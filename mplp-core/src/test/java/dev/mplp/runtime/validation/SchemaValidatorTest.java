package dev.mplp.runtime.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Violation;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaValidatorTest {

  private static final SchemaValidator VALIDATOR = new SchemaValidator();
  private static final SchemaReader SCHEMAS = new SchemaReader();
  private static final JsonObject PLAN =
      new ValidValues(SCHEMAS).full(SCHEMAS.root(SchemaName.PLAN)).asObject();

  private static List<String> messages(JsonObject plan) {
    return VALIDATOR.validate(SchemaName.PLAN, plan).stream().map(Violation::toString).toList();
  }

  @Nested
  class Messages {

    @Test
    void violations_eachKeyword_sayWhereWhatAndWhatWasFound() {
      JsonObject step = PLAN.get("steps").asArray().get(0).asObject();
      JsonObject bad =
          step.without("description")
              .with("step_id", "x")
              .with("status", "done")
              .with("order_index", -1)
              .with("dependencies", "none");
      JsonObject meta =
          PLAN.get("meta")
              .asObject()
              .with("tags", JsonArray.of("a", "a"))
              .with("created_at", "now");
      assertThat(
              messages(
                  PLAN.with("title", "")
                      .with("steps", JsonArray.of(bad, 7))
                      .with("meta", meta)
                      .with("a/b~c", true)))
          .containsExactlyInAnyOrder(
              "/title: schema/minLength: must have at least 1 character, but is \"\"",
              "/steps/0: schema/required: must have the member \"description\"",
              "/steps/0/step_id: schema/pattern: must match"
                  + " ^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$,"
                  + " but is \"x\"",
              "/steps/0/status: schema/enum: must be one of \"pending\", \"in_progress\","
                  + " \"completed\", \"blocked\", \"skipped\", \"failed\", but is \"done\"",
              "/steps/0/order_index: schema/minimum: must be at least 0, but is -1",
              "/steps/0/dependencies: schema/type: must be an array, but is \"none\"",
              "/steps/1: schema/type: must be an object, but is 7",
              "/meta/tags: schema/uniqueItems: must not repeat an element, but is an array of 2"
                  + " elements",
              "/meta/created_at: schema/format: must be an RFC 3339 date-time such as"
                  + " 2026-01-31T08:30:00.000Z, but is \"now\"",
              "(document): schema/additionalProperties: must not have the member \"a/b~c\"");
    }

    @Test
    void violations_alternativesOfData_areOne() {
      JsonObject event = PLAN.get("events").asArray().get(0).asObject().with("data", 5);
      assertThat(messages(PLAN.with("events", JsonArray.of(event))))
          .containsExactly("/events/0/data: schema/anyOf: must be an object or null, but is 5");
    }

    @Test
    void violations_namesInPointers_areEscaped() {
      JsonObject context = JsonObject.of("a/b~c", 1);
      assertThat(VALIDATOR.validate(SchemaName.GOVERNANCE, context))
          .extracting(Violation::message)
          .containsExactly("must not have the member \"a/b~c\"");
    }

    @Test
    void violations_longValues_areCut() {
      assertThat(messages(PLAN.with("status", "\ud83d\ude00".repeat(200))).get(0))
          .endsWith("...")
          .hasSizeLessThan(400);
    }
  }

  @Nested
  class AnyInput {

    @ParameterizedTest
    @CsvSource({
      "1e1000000000, ''",
      "-1e1000000000, minimum",
      "1e-1000000000, type",
      "1e20, ''",
      "-0.0, ''",
      "-0.5, minimum type",
      "1.0, ''"
    })
    void validate_numbersOfAnySize_areJudgedExactly(String number, String rules) {
      JsonObject step =
          PLAN.get("steps")
              .asArray()
              .get(0)
              .asObject()
              .with("order_index", JsonNumber.of(new BigDecimal(number)));
      List<String> found =
          VALIDATOR.validate(SchemaName.PLAN, PLAN.with("steps", JsonArray.of(step))).stream()
              .map(Violation::rule)
              .sorted()
              .toList();
      assertThat(String.join(" ", found)).isEqualTo(rules);
    }

    @ParameterizedTest
    @EnumSource
    void validate_valuesOfEveryType_areRefusedNotThrown(SchemaName name) {
      JsonValue huge = JsonNumber.of(new BigDecimal("1e1000000000"));
      for (JsonValue value :
          List.of(
              huge,
              JsonArray.of(huge, huge),
              JsonArray.empty(),
              JsonValue.of(null),
              JsonValue.of(true),
              JsonValue.of("x".repeat(1_000_000)),
              JsonValue.of("\ud800"))) {
        assertThat(VALIDATOR.validate(name, value)).isNotEmpty();
      }
    }

    @Test
    void validate_hugeNumbersAsElements_areCompared() {
      JsonValue huge = JsonNumber.of(new BigDecimal("1e1000000000"));
      JsonObject meta = PLAN.get("meta").asObject().with("tags", JsonArray.of(huge, huge));
      assertThat(VALIDATOR.validate(SchemaName.META, meta))
          .extracting(Violation::rule)
          .containsExactlyInAnyOrder("uniqueItems", "type", "type");
    }

    @Test
    void validate_documentNestedTooDeep_isNoJsonForUs() {
      JsonValue deep = JsonObject.empty();
      for (int i = 0; i < 100_000; i++) {
        deep = JsonArray.of(deep);
      }
      assertThat(VALIDATOR.validate(SchemaName.CONTEXT, JsonObject.of("constraints", deep)))
          .extracting(Violation::name)
          .containsExactly("json/depth");
    }

    @Test
    void validate_countlessViolations_areCutOff() {
      JsonObject plan = PLAN.with("steps", new JsonArray(Collections.nCopies(50_000, PLAN)));
      assertThat(VALIDATOR.validate(SchemaName.PLAN, plan)).hasSize(1_000);
    }
  }

  @Nested
  class Layers {

    @Test
    void check_validDocument_hasNoViolation() {
      assertThat(names(SchemaName.PLAN, PLAN.toString())).isEmpty();
    }

    @Test
    void check_noStrictJson_isJudgedByThatLayerAlone() {
      assertThat(names(SchemaName.PLAN, "{\"a\":1,\"a\":2}")).containsExactly("json/duplicate-key");
      assertThat(names(SchemaName.PLAN, "{")).containsExactly("json/syntax");
      assertThat(names(SchemaName.PLAN, "\"\\ud800\"")).containsExactly("json/surrogate");
      assertThat(VALIDATOR.check(SchemaName.PLAN, new byte[] {'"', (byte) 0xff, '"'}))
          .extracting(Violation::name)
          .containsExactly("json/utf-8");
    }

    @Test
    void check_schemaAndLimits_areToldApart() {
      assertThat(names(SchemaName.PLAN, PLAN.with("title", "a\u0000b").toString()))
          .containsExactly("limit/nul");
      assertThat(names(SchemaName.PLAN, PLAN.with("title", "a\u0000b").without("steps").toString()))
          .containsExactly("schema/required", "limit/nul");
      assertThat(
              names(
                  SchemaName.META,
                  PLAN.get("meta")
                      .asObject()
                      .with("created_at", "2026-01-31T08:30:00.1234567891Z")
                      .toString()))
          .containsExactly("limit/time");
      assertThat(names(SchemaName.GOVERNANCE, "{\"truthDomain\":\"\\u0000\",\"x\":1}"))
          .containsExactly("schema/additionalProperties", "limit/nul");
    }

    @Test
    void check_identifier_isJudgedThoughNoRecordHasIt() {
      assertThat(names(SchemaName.ID, "\"3f2b8c1a-5d4e-4a7b-9c6d-0e1f2a3b4c5d\"")).isEmpty();
      assertThat(names(SchemaName.ID, "\"x\"")).containsExactly("schema/pattern");
      assertThat(names(SchemaName.ID, "\"\\u0000\""))
          .containsExactly("schema/pattern", "limit/nul");
    }

    private List<String> names(SchemaName name, String text) {
      return VALIDATOR.check(name, text.getBytes(UTF_8)).stream().map(Violation::name).toList();
    }
  }
}
