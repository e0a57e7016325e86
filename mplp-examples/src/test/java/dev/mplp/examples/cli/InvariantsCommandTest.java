package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvariantsCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void copyFlow() throws IOException {
    for (String name : new String[] {"context.json", "plan.json", "role.json"}) {
      Files.copy(CommandLineRun.FLOWS.resolve("single-agent").resolve(name), folder.resolve(name));
    }
  }

  private void replace(String name, String text, String by) throws IOException {
    Path file = folder.resolve(name);
    String before = Files.readString(file, UTF_8);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, by), UTF_8);
  }

  private Path rules(String name, String yaml) throws IOException {
    return Files.writeString(folder.resolve(name), yaml, UTF_8);
  }

  @Test
  void a_flow_that_keeps_all_rules_ends_with_0() {
    CommandLineRun run = CommandLineRun.of("invariants", folder);
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("3 documents: 3 valid, 0 invalid");
  }

  @Test
  void a_broken_rule_is_told_with_its_object_place_and_name() throws IOException {
    replace(
        "plan.json",
        "0b024cf5-011a-41f4-b10c-62b7e5052de5",
        "0b024cf5-011a-41f4-b10c-62b7e5052de6");
    CommandLineRun run = CommandLineRun.of("invariants", folder, "--format", "json");
    assertThat(run.exit()).isEqualTo(1);
    JsonObject plan =
        run.json().stream()
            .filter(report -> report.string("schema").get().equals("mplp-plan"))
            .findFirst()
            .orElseThrow();
    JsonObject error = plan.get("errors").asArray().get(0).asObject();
    assertThat(error.string("pointer")).hasValue("/context_id");
    assertThat(error.string("rule")).hasValue("sa_plan_context_binding");
    assertThat(error.string("message").get()).contains("expected", "found");
    assertThat(CommandLineRun.of("invariants", folder, "--sets", "none").exit()).isZero();
  }

  @Test
  void the_folders_own_rules_and_those_of_files_are_checked_as_well() throws IOException {
    rules(
        "invariants.yaml",
        "invariants:\n  - {id: own_five, scope: plan, path: steps, rule: min-length(5)}\n");
    assertThat(CommandLineRun.of("invariants", folder).exit()).isZero();
    Path six =
        rules("six.yaml", "- {id: own_six, scope: plan, path: steps, rule: min-length(6)}\n");
    CommandLineRun run = CommandLineRun.of("invariants", folder, "--rules", six);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("/steps  own_six  ");
    rules(
        "invariants.yaml",
        "invariants:\n  - {id: own_nine, scope: plan, path: steps, rule: min-length(9)}\n");
    assertThat(CommandLineRun.of("invariants", folder).out()).contains("own_nine");
  }

  @Test
  void an_unknown_rule_ends_with_2() throws IOException {
    Path odd = rules("odd.yaml", "- {id: odd, scope: plan, path: steps, rule: is-beautiful}\n");
    CommandLineRun run = CommandLineRun.of("invariants", folder, "--rules", odd);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("mplp: unknown rule odd");
  }

  @Test
  void a_file_of_rules_that_is_none_ends_with_2() throws IOException {
    Path broken = rules("broken.yaml", "invariants: [\n");
    CommandLineRun run = CommandLineRun.of("invariants", folder, "--rules", broken);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("mplp: " + broken);
    CommandLineRun missing =
        CommandLineRun.of("invariants", folder, "--rules", folder.resolve("none.yaml"));
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no file");
  }

  @Test
  void a_warning_is_an_error_when_strict() throws IOException {
    Path soft =
        rules(
            "soft.yaml",
            "- {id: soft, scope: plan, path: steps, rule: min-length(9), severity: warning}\n");
    CommandLineRun run = CommandLineRun.of("invariants", folder, "--rules", soft);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("warning: /steps  soft");
    assertThat(CommandLineRun.of("invariants", folder, "--rules", soft, "--strict").exit())
        .isEqualTo(1);
  }

  @Test
  void text_that_is_no_json_is_an_error_of_its_document() throws IOException {
    rules("trace.json", "{");
    CommandLineRun run = CommandLineRun.of("invariants", folder);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("trace.json", "json/syntax");
  }

  @Test
  void a_folder_without_documents_ends_with_2() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(CommandLineRun.of("invariants", empty).exit()).isEqualTo(2);
    assertThat(CommandLineRun.of("invariants", folder.resolve("plan.json")).exit()).isEqualTo(2);
  }
}
