package dev.mplp.runtime.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvariantSetTest {

  @Test
  void parse_listWithoutScopes_takesTheDefault() {
    InvariantSet set = InvariantSet.parse("mine", "- {id: a, path: title, rule: exists}", "plan");
    assertThat(set)
        .isEqualTo(
            new InvariantSet(
                "mine",
                List.of(
                    new Invariant(
                        "a", "plan", "title", "exists", List.of(), Invariant.Severity.ERROR, ""))));
  }

  @Test
  void parse_everyMember_isRead() {
    String yaml =
        """
        title: ignored
        invariants:
          - id: a
            scope: plan
            path: steps[*].agent_role
            rule: non-empty-string
            when:
              - exists(title)
              - status != "draft"
            severity: warning
            description: "what it is: for"
            note: Apply only on Mondays
        """;
    assertThat(InvariantSet.parse("mine", yaml, "").invariants())
        .containsExactly(
            new Invariant(
                "a",
                "plan",
                "steps[*].agent_role",
                "non-empty-string",
                List.of("exists(title)", "status != \"draft\""),
                Invariant.Severity.WARNING,
                "what it is: for"));
  }

  @Test
  void parse_ruleOfTheProtocolWithoutConditions_takesThose() {
    String yaml =
        """
        - {id: sa_steps_agent_role_if_present, scope: plan, path: "steps[*].agent_role",
           rule: non-empty-string}
        - {id: map_broadcast_has_receivers, scope: trace, description: in English}
        - {id: sa_plan_has_steps, scope: plan, path: steps, rule: min-length(7)}
        - {id: obs_runtime_status_valid, scope: event, path: status, rule: exists, when: exists(x)}
        """;
    List<Invariant> rules = InvariantSet.parse("mine", yaml, "").invariants();
    assertThat(rules.get(0).when()).containsExactly("exists(steps[*].agent_role)");
    assertThat(rules.get(1).rule()).isEqualTo("broadcasts-received");
    assertThat(rules.get(2).rule()).isEqualTo("min-length(7)");
    assertThat(rules.get(3).when()).containsExactly("exists(x)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "just text",
        "invariants: 7",
        "rules: []",
        "- just text",
        "- {scope: plan, path: a, rule: exists}",
        "- {id: a, path: a, rule: exists}",
        "- {id: [a], scope: plan}",
        "- {id: a, scope: plan, severity: fatal}",
        "- {id: a, scope: plan, when: {a: b}}",
        "- {id: a, scope: plan, when: [[a]]}",
        "- {id: a, id: b, scope: plan}",
        "- {id: a",
        "\t- x",
        "- &a [*a]",
        "--- []\n--- []",
        "- !!javax.script.ScriptEngineManager [x]"
      })
  void parse_anythingElse_isRefusedByName(String yaml) {
    assertThatThrownBy(() -> InvariantSet.parse("mine.yaml", yaml, ""))
        .isInstanceOf(InvalidRuleFileException.class)
        .hasMessageStartingWith("mine.yaml: ");
  }

  @Test
  void parse_hostileFiles_areRefused() {
    String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'j'; c++) {
      char before = (char) (c - 1);
      bomb += c + ": &" + c + " [" + ("*" + before + ",").repeat(8) + "*" + before + "]\n";
    }
    for (String yaml : List.of(bomb, "[".repeat(100_000), "- " + "x".repeat(1_100_000))) {
      assertThatThrownBy(() -> InvariantSet.parse("mine", yaml, ""))
          .isInstanceOf(InvalidRuleFileException.class);
    }
  }
}
