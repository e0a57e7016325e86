package dev.mplp.runtime.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulePathTest {

  @ParameterizedTest
  @CsvSource({
    "title, /title",
    "meta.tags[0], /meta/tags/0",
    "steps[*].step_id, /steps/*/step_id",
    "a[1][*].b.c, /a/1/*/b/c",
    "[*].timestamp, /*/timestamp",
    "a/b~c.d, /a~1b~0c/d",
    "'', ''"
  })
  void parse_path_roundsTripAndHasAPointer(String text, String pointer) {
    assertThat(RulePath.parse(text)).hasToString(text);
    assertThat(RulePath.parse(text).pointer()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "a.",
        ".a",
        "a..b",
        "a[",
        "a[]",
        "a[x]",
        "a[-1]",
        "a]",
        "a[1]b",
        "a[1",
        " ",
        "a[99999999999]",
        "a[*"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> RulePath.parse(text)).isInstanceOf(RuleSyntaxException.class);
  }

  @Test
  void places_wildcard_areAllElementsAlsoWhereTheMemberIsAbsent() {
    JsonObject plan =
        JsonObject.of("steps", JsonArray.of(JsonObject.of("id", "a"), JsonObject.empty()));
    assertThat(RulePath.parse("steps[*].id").places(plan))
        .extracting(place -> place.path() + "=" + place.value())
        .containsExactly("steps[0].id=\"a\"", "steps[1].id=null");
    assertThat(RulePath.parse("steps[1].id").places(plan)).hasSize(1);
    assertThat(RulePath.parse("steps[7].id").places(plan))
        .extracting(RulePath.Place::value)
        .containsOnlyNulls();
  }

  @Test
  void places_wildcardOverNoArray_areNoneOrTheObstacle() {
    RulePath path = RulePath.parse("steps[*].id");
    assertThat(path.places(JsonObject.empty())).isEmpty();
    assertThat(path.places(JsonObject.of("steps", JsonArray.empty()))).isEmpty();
    assertThat(path.places(JsonObject.of("steps", "x")))
        .extracting(RulePath.Place::obstacle)
        .containsExactly("an array");
  }

  @ParameterizedTest
  @CsvSource({
    "steps[*].role, steps[2].status, steps[2].role",
    "steps[*].tags[*], steps[2].tags[5], steps[2].tags[5]",
    "steps[*].tags[*], steps[2].id, steps[2].tags[*]",
    "status, steps[2].id, status",
    "others[*].role, steps[2].id, others[*].role"
  })
  void at_placeThatStartsAlike_fixesTheWildcards(String path, String place, String expected) {
    assertThat(RulePath.parse(path).at(RulePath.parse(place))).hasToString(expected);
  }
}
