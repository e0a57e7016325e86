package dev.mplp.runtime.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.plan.Plan;
import org.junit.jupiter.api.Test;

/** What a refused document is told: everything at once, where it is, and what was found there. */
class ReadViolationsTest {

  private static final String PLAN =
      """
      {
        "meta": {"protocol_version": "1.0", "schema_version": "1.0.0", "tags": ["a", "b", "a"]},
        "plan_id": "550E8400-e29b-41d4-a716-446655440000",
        "title": "",
        "objective": "Decide",
        "status": "done",
        "steps": [
          {"step_id": "550e8400-e29b-41d4-a716-446655440001", "description": "x", "status": "pending",
           "order_index": -1, "dependencies": [7], "extra/~": {"a": 1, "a": 2}},
          {"step_id": "550e8400-e29b-41d4-a716-446655440002", "description": "\\u0000", "status": "pending",
           "order_index": 1.5},
          null
        ],
        "events": [{"event_id": "550e8400-e29b-41d4-a716-446655440003", "event_type": "plan.created",
                    "source": "plan", "timestamp": "2026-02-30T00:00:00Z", "data": 1}]
      }
      """;

  private final WireCodec codec = WireCodec.standard();

  @Test
  void everything_isFoundInOnePass() {
    ReadResult<Plan> result = codec.tryRead(Shapes.PLAN, PLAN.getBytes(UTF_8));
    assertThat(result.value()).isNull();
    assertThat(result.violations())
        .extracting(violation -> violation.pointer() + " " + violation.name())
        .containsExactly(
            "/meta/protocol_version schema/pattern",
            "/meta/tags schema/uniqueItems",
            "/plan_id schema/pattern",
            "/title schema/minLength",
            "/status schema/enum",
            "/steps/0/order_index schema/minimum",
            "/steps/0/dependencies/0 schema/type",
            "/steps/0 schema/additionalProperties",
            "/steps/0/extra~1~0/a json/duplicate-key",
            "/steps/1/description limit/nul",
            "/steps/1/order_index schema/type",
            "/steps/2 schema/type",
            "/events/0/timestamp schema/format",
            "/events/0/data schema/anyOf",
            " schema/required");
  }

  @Test
  void messages_sayWhatWasFound() {
    assertThat(codec.tryRead(Shapes.PLAN, PLAN.getBytes(UTF_8)).violations())
        .extracting(Violation::message)
        .contains(
            "must be one of draft, proposed, approved, in_progress, completed, cancelled, failed,"
                + " but is \"done\"",
            "must be at least 0, but is -1",
            "must be an integer, but is 1.5",
            "must be an object, but is null",
            "must have the member \"context_id\"",
            "must be an RFC 3339 date-time, but is \"2026-02-30T00:00:00Z\"");
  }

  @Test
  void read_throwsThemAll() {
    assertThatThrownBy(() -> codec.read(Shapes.PLAN, PLAN.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e -> {
              assertThat(e.code()).isEqualTo("VALIDATION_FAILED");
              assertThat(e.violations()).hasSize(15);
            })
        .hasMessageContaining("mplp-plan is not valid")
        .hasMessageContaining("/steps/0/order_index: schema/minimum: must be at least 0");
  }

  @Test
  void malformedText_saysWhere() {
    assertThat(codec.tryParse("{\n  \"a\": tru\n}".getBytes(UTF_8)).violations())
        .containsExactly(
            new Violation(
                "/a",
                Violation.Layer.JSON,
                "syntax",
                "expected a value at line 2, byte 8, but found 't'"));
  }

  @Test
  void limitsBeyondCounting_hideNoOtherViolation() {
    String tags = "\"\\u0000\",".repeat(5_000);
    String meta = "{\"tags\":[" + tags + "1],\"protocol_version\":\"1.0.0\"}";
    ReadResult<?> result = codec.tryRead(Shapes.METADATA, meta.getBytes(UTF_8));
    assertThat(result.isValid()).isFalse();
    assertThat(result.violations()).hasSize(Limits.DEFAULT.violations() + 1);
    assertThat(result.violations())
        .last()
        .returns("/tags/5000", Violation::pointer)
        .returns("schema/type", Violation::name);
  }

  @Test
  void textThatBreaksTwoRules_isToldEachOnce() {
    String meta = "{\"protocol_version\":\"1.0.0\\u0000\",\"schema_version\":\"1.0.0\"}";
    assertThat(codec.tryRead(Shapes.METADATA, meta.getBytes(UTF_8)).violations())
        .extracting(Violation::name)
        .containsExactly("limit/nul", "schema/pattern");
  }
}
