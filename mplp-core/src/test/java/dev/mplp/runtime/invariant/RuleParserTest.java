package dev.mplp.runtime.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.invariant.Rule.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

  private static final String V4 = "3f2b8c1a-5d4e-4a7b-9c6d-0e1f2a3b4c5d";

  /** Rule, member {@code v} as JSON-like text ("-" for absent), verdict. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uuid-v4;" + V4 + ";true",
        "uuid-v4;3F2B8C1A-5D4E-4A7B-9C6D-0E1F2A3B4C5D;true",
        "uuid-v4;3f2b8c1a-5d4e-1a7b-9c6d-0e1f2a3b4c5d;false",
        "uuid-v4;3f2b8c1a-5d4e-4a7b-cc6d-0e1f2a3b4c5d;false",
        "uuid-v4;-;false",
        "non-empty-string;x;true",
        "non-empty-string;' ';false",
        "non-empty-string;'';false",
        "non-empty-string;7;false",
        "non-empty-string;-;false",
        "exists;x;true",
        "exists;7;true",
        "exists;null;false",
        "exists;-;false",
        "iso-datetime;2026-01-31T08:30:00Z;true",
        "iso-datetime;2026-01-31;false",
        "iso-datetime;7;false",
        "iso-datetime;-;false",
        "optional-string;-;true",
        "optional-string;x;true",
        "optional-string;'';true",
        "optional-string;7;false",
        "optional-string;null;false",
        "min-length(2);ab;true",
        "min-length(2);a;false",
        "min-length(2);\ud83d\ude00;false",
        "min-length(2);7;false",
        "min-length(0);-;false",
        "enum(a,b);b;true",
        "enum( a , b );b;true",
        "enum(a,b);c;false",
        "enum(a,b);'';false",
        "enum(a,b);-;false",
        "enum(7);7;false",
        "one-of([\"a\", \"b\"]);b;true",
        "one-of(['a,b', 7]);7;true",
        "one-of(['a,b', 7]);a,b;true",
        "one-of([a,b]);b;true",
        "one-of([\"a\"]);b;false",
        "eq(\"x\");x;true",
        "eq(\"x\");y;false",
        "eq(\"7\");7;false",
        "eq(7);7;true",
        "eq(7.0);7;true",
        "eq(null);null;true",
        "eq(other);o;true",
        "eq(other);x;false",
        "eq(missing);-;false",
        "if(other == \"o\", exists);-;false",
        "if(other == o, exists);x;true",
        "if(other == \"p\", exists);-;true",
        "if(other != \"p\", exists);-;false",
        "if(exists(other), enum(a,b));c;false",
        "if(exists(missing), enum(a,b));c;true",
        "if(exists(other) && other == \"p\", exists);-;true",
        "if(exists(other) && v == \"c\", one-of([\"a\", \"b\"]));c;false"
      })
  void rule_onAValue_holdsOrNot(String rule, String value, boolean holds) {
    JsonObject object = JsonObject.of("other", "o");
    if (!value.equals("-")) {
      object = object.with("v", value(value));
    }
    Subject subject =
        new Subject(
            "thing", object, RulePath.parse("v"), object.get("v"), Scopes.builder().build());
    assertThat(RuleParser.rule(rule).holds(subject)).isEqualTo(holds);
    assertThat(RuleParser.rule(rule).expectation(subject)).isNotBlank();
  }

  @Test
  void minLength_array_countsElements() {
    JsonValue two = JsonArray.of(1, 2);
    Subject subject =
        new Subject(
            "thing", JsonObject.of("v", two), RulePath.parse("v"), two, Scopes.builder().build());
    assertThat(RuleParser.rule("min-length(2)").holds(subject)).isTrue();
    assertThat(RuleParser.rule("min-length(3)").holds(subject)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "uuid",
        "uuid-v5",
        "UUID-V4",
        "positive",
        "min-length",
        "min-length()",
        "min-length(x)",
        "min-length(-1)",
        "min-length(99999999999)",
        "enum()",
        "enum(a,,b)",
        "one-of(\"a\")",
        "one-of([])",
        "eq()",
        "eq(a b)",
        "eq(\"a)",
        "if(exists)",
        "if(a == b)",
        "if(a, exists)",
        "if(a = b, exists)",
        "if(a == b, magic)",
        "if(a == b, exists, exists)",
        "eq(a))(",
        "matches(x)",
        "if(when present, exists)"
      })
  void rule_thatIsNone_isRefused(String rule) {
    assertThatThrownBy(() -> RuleParser.rule(rule)).isInstanceOf(RuleSyntaxException.class);
  }

  private static JsonValue value(String text) {
    return switch (text) {
      case "7" -> JsonValue.of(7);
      case "null" -> JsonValue.of(null);
      default -> JsonValue.of(text);
    };
  }
}
