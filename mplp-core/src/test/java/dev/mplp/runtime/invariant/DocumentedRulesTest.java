package dev.mplp.runtime.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule file that the documentation shows means what it says there. */
class DocumentedRulesTest {

  @Test
  void rulesOfThePage_overAFlow_findWhatTheyDescribe() throws IOException {
    String page = Files.readString(Path.of("../docs/validation.md"));
    String yaml = page.substring(page.indexOf("```yaml") + 7);
    InvariantSet rules = InvariantSet.parse("docs", yaml.substring(0, yaml.indexOf("```")), "");
    Scopes flow =
        Scopes.builder()
            .add(
                JsonObject.of("plan_id", "p")
                    .with(
                        "steps",
                        JsonArray.of(
                            JsonObject.of("status", "completed"),
                            JsonObject.of("status", "pending"))))
            .add(JsonObject.of("confirm_id", "c", "status", "rejected"))
            .add(JsonObject.of("confirm_id", "d", "status", "pending"))
            .build();

    InvariantReport report = new InvariantEngine(List.of(rules)).check(flow);

    assertThat(report.unknown()).isEmpty();
    assertThat(report.violations())
        .extracting(violation -> violation.ruleId() + " " + violation.path())
        .containsExactly(
            "plan_is_worth_it steps",
            "reviewed_steps_name_their_role steps[0].agent_role",
            "rejection_has_a_reason reason");
    assertThat(report.warnings()).hasSize(1);
  }
}
