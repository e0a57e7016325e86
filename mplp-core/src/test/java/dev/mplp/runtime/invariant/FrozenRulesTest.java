package dev.mplp.runtime.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.runtime.FrozenSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Our rule sets say the same as the frozen ones, rule for rule. */
class FrozenRulesTest {

  static final List<InvariantSet> SETS = InvariantSet.all();

  /** Rules that the protocol states in English alone. */
  private static final Map<String, String> WITHOUT_RULE =
      Map.of(
          "map_turn_completion_matches_dispatch", "turns-completed",
          "map_broadcast_has_receivers", "broadcasts-received");

  @ParameterizedTest
  @FieldSource("SETS")
  void set_comparedWithTheFrozenOne_hasTheSameRules(InvariantSet set) {
    Optional<String> frozen = FrozenSpec.text("invariants/" + set.name() + "-invariants.yaml");
    frozen.ifPresent(
        yaml ->
            assertThat(set.invariants().stream().map(FrozenRulesTest::facts))
                .containsExactlyElementsOf(
                    new RuleFile(set.name(), "")
                        .read(yaml).stream().map(FrozenRulesTest::facts).toList()));
  }

  @ParameterizedTest
  @FieldSource("SETS")
  void set_frozenFileReadAsAUserFile_takesTheKnownConditions(InvariantSet set) {
    Optional<String> frozen = FrozenSpec.text("invariants/" + set.name() + "-invariants.yaml");
    frozen.ifPresent(
        yaml ->
            assertThat(
                    InvariantSet.parse(set.name(), yaml, "").invariants().stream()
                        .map(FrozenRulesTest::meaning))
                .containsExactlyElementsOf(
                    set.invariants().stream().map(FrozenRulesTest::meaning).toList()));
  }

  @Test
  void sets_together_haveTheRulesOfTheProtocol() {
    assertThat(SETS.stream().map(set -> set.name() + " " + set.invariants().size()))
        .containsExactly("sa 9", "map 9", "observability 12", "integration 19", "learning 12");
    assertThat(new InvariantEngine(SETS).check(Scopes.builder().build()).unknown()).isEmpty();
  }

  private static String facts(Invariant rule) {
    String text = rule.rule().isEmpty() ? WITHOUT_RULE.getOrDefault(rule.id(), "") : rule.rule();
    return String.join(" | ", rule.id(), rule.scope(), rule.path(), text);
  }

  private static String meaning(Invariant rule) {
    return facts(rule) + " | " + rule.when() + " | " + rule.severity();
  }
}
