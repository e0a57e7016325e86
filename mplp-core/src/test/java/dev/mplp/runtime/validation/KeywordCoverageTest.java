package dev.mplp.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonValue;
import dev.mplp.runtime.validation.KeywordCases.Case;
import dev.mplp.runtime.validation.SchemaReader.Located;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every keyword at every path has documents that it accepts and documents that it refuses. */
class KeywordCoverageTest {

  private static final SchemaValidator VALIDATOR = new SchemaValidator();
  private static final SchemaReader SCHEMAS = new SchemaReader();

  /** Keywords whose verdict is that of the schemas inside them, or that say nothing. */
  private static final Set<String> WITHOUT_VERDICT =
      Set.of(
          "$schema",
          "$id",
          "$ref",
          "title",
          "description",
          "definitions",
          "properties",
          "items",
          "allOf");

  @ParameterizedTest
  @EnumSource
  void schema_caseOfOneKeyword_hasTheExpectedVerdict(SchemaName name) {
    for (Case one : KeywordCases.of(name)) {
      assertThat(VALIDATOR.validate(name, one.document()).isEmpty())
          .as("%s at %s: %s", name, one.site(), one.document())
          .isEqualTo(one.accepted());
    }
  }

  @ParameterizedTest
  @EnumSource
  void schema_fullAndMinimalDocument_areValid(SchemaName name) {
    ValidValues values = new ValidValues(SCHEMAS);
    assertThat(VALIDATOR.validate(name, values.full(SCHEMAS.root(name)))).isEmpty();
    assertThat(VALIDATOR.validate(name, values.minimal(SCHEMAS.root(name)))).isEmpty();
  }

  @Test
  void cases_comparedWithTheKeywordsOfTheSchemas_coverEachTwice() {
    Set<String> expected = new TreeSet<>();
    Set<String> covered = new TreeSet<>();
    List<Case> all =
        Arrays.stream(SchemaName.values()).flatMap(name -> KeywordCases.of(name).stream()).toList();
    for (SchemaName name : SchemaName.values()) {
      sites(name, SCHEMAS.root(name), "", expected);
    }
    all.stream()
        .filter(one -> !one.site().endsWith(" properties"))
        .forEach(
            one -> covered.add(one.schema() + " " + one.site() + (one.accepted() ? " +" : " -")));

    System.out.printf(
        "Schema coverage: %d keywords at their paths, %d of %d verdicts, %d documents%n",
        expected.stream().map(site -> site.substring(0, site.length() - 2)).distinct().count(),
        covered.stream().filter(expected::contains).count(),
        expected.size(),
        all.size());
    assertThat(covered.stream().filter(site -> !site.contains("/1")).collect(Collectors.toSet()))
        .isEqualTo(expected);
  }

  /** Each keyword at each path with both verdicts; what is open to all members refuses none. */
  private static void sites(SchemaName name, Located reference, String path, Set<String> sites) {
    Located located = SCHEMAS.resolved(reference);
    located
        .schema()
        .members()
        .forEach(
            (keyword, argument) -> {
              if (!WITHOUT_VERDICT.contains(keyword)) {
                sites.add(name + " " + path + " " + keyword + " +");
                if (!keyword.equals("additionalProperties") || !argument.asBoolean()) {
                  sites.add(name + " " + path + " " + keyword + " -");
                }
              }
              if (keyword.equals("items")) {
                sites(name, located.at(argument), path + "/0", sites);
              } else if (keyword.equals("allOf")) {
                for (JsonValue part : argument.asArray()) {
                  sites(name, located.at(part), path, sites);
                }
              }
            });
    ValidValues.properties(located.schema())
        .forEach((member, schema) -> sites(name, located.at(schema), path + "/" + member, sites));
  }
}
