package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  private static final String ROLE =
      "{\"meta\":{\"protocol_version\":\"1.0.0\",\"schema_version\":\"1.0.0\"},"
          + "\"role_id\":\"831f0943-4783-43d0-835e-d2d8d2553844\",\"name\":\"clerk\"}";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, UTF_8);
  }

  @Test
  void valid_files_are_listed_and_end_with_0() {
    CommandLineRun run = CommandLineRun.of("validate", CommandLineRun.FLOWS);
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("plan.json  (mplp-plan)", "role.json#/1  (mplp-role)")
        .endsWith("28 documents: 28 valid, 0 invalid\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void every_violation_has_pointer_rule_and_message() throws IOException {
    Path plan =
        file("plan.json", "{\"plan_id\":\"X\",\"steps\":[{\"description\":\"\",\"extra\":1}]}");
    CommandLineRun run = CommandLineRun.of("validate", "--format", "json", plan);
    assertThat(run.exit()).isEqualTo(1);
    JsonObject report = run.json().get(0);
    assertThat(report.names()).containsExactly("path", "schema", "valid", "errors", "warnings");
    assertThat(report.string("path")).hasValue(plan.toString());
    assertThat(report.string("schema")).hasValue("mplp-plan");
    assertThat(report.get("valid").asBoolean()).isFalse();
    List<String> found =
        report.get("errors").asArray().values().stream()
            .map(error -> error.asObject())
            .map(error -> error.string("pointer").get() + " " + error.string("rule").get())
            .toList();
    assertThat(found)
        .contains(
            "/plan_id schema/pattern",
            "/steps/0/description schema/minLength",
            "/steps/0 schema/required",
            " schema/required");
    CommandLineRun text = CommandLineRun.of("validate", plan);
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.out())
        .contains("INVALID  " + plan + "  (mplp-plan)")
        .contains("    /plan_id  schema/pattern  ");
  }

  @Test
  void the_schema_is_that_of_the_option_else_of_the_file_name_else_of_the_members()
      throws IOException {
    Path anything = file("anything.json", ROLE);
    assertThat(schema(CommandLineRun.of("validate", "--format", "json", anything)))
        .isEqualTo("mplp-role");
    assertThat(schema(CommandLineRun.of("validate", "--format", "json", file("plan.json", ROLE))))
        .isEqualTo("mplp-plan");
    CommandLineRun asPlan =
        CommandLineRun.of("validate", "--format", "json", "--schema", "mplp-plan", anything);
    assertThat(schema(asPlan)).isEqualTo("mplp-plan");
    assertThat(asPlan.exit()).isEqualTo(1);
  }

  private static String schema(CommandLineRun run) {
    return run.json().get(0).string("schema").orElseThrow();
  }

  @Test
  void a_document_that_nothing_tells_the_schema_of_is_not_valid() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("validate", "--format", "json", file("settings.json", "{\"a\":1}"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().get(0).get("schema").isNull()).isTrue();
    assertThat(run.out()).contains("schema/unknown");
  }

  @Test
  void an_array_holds_documents_unless_the_schema_is_given() throws IOException {
    Path roles = file("role.json", "[" + ROLE + ",\n {\"name\":7}]");
    CommandLineRun run = CommandLineRun.of("validate", "--format", "json", roles);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json())
        .extracting(
            report -> report.string("path").get(), report -> report.get("valid").asBoolean())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(roles + "#/0", true),
            org.assertj.core.groups.Tuple.tuple(roles + "#/1", false));
    CommandLineRun given =
        CommandLineRun.of("validate", "--format", "json", "--schema", "mplp-role", roles);
    assertThat(given.json()).hasSize(1);
    assertThat(given.out()).contains("schema/type");
  }

  @Test
  void an_empty_array_is_no_valid_document() throws IOException {
    CommandLineRun run = CommandLineRun.of("validate", file("plan.json", " []"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("schema/type");
  }

  @Test
  void lines_of_an_ndjson_file_are_documents() throws IOException {
    Path lines = file("roles.ndjson", ROLE + "\n\n" + ROLE + "\r\n{\"role_id\":1}\n");
    CommandLineRun run = CommandLineRun.of("validate", "--format", "json", lines);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json())
        .extracting(report -> report.string("path").get())
        .containsExactly(lines + ":1", lines + ":3", lines + ":4");
  }

  @Test
  void text_that_is_no_strict_json_is_refused_by_the_json_layer() throws IOException {
    Path twice = file("role.json", ROLE.replace("{\"meta\"", "{\"name\":\"a\",\"meta\""));
    Path broken = file("plan.json", "{\"plan_id\":");
    Path bytes = folder.resolve("trace.json");
    Files.write(bytes, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    CommandLineRun run = CommandLineRun.of("validate", twice, broken, bytes);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("json/duplicate-key", "json/syntax", "json/utf-8");
  }

  @Test
  void what_is_valid_but_cannot_be_stored_is_a_warning() throws IOException {
    Path nul = file("role.json", ROLE.replace("clerk", "cl\\u0000erk"));
    Path many = file("many/role.json", "[" + ROLE.replace("clerk", "a\\u0000") + "," + ROLE + "]");
    CommandLineRun run = CommandLineRun.of("validate", nul, many);
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out()).contains("warning: /name  limit/nul").contains("role.json#/1");
    Path worse = file("worse/role.json", ROLE.replace("clerk\"", "cl\\u0000erk\",\"x\":1"));
    assertThat(CommandLineRun.of("validate", worse).exit()).isEqualTo(1);
  }

  @Test
  void a_missing_file_is_said_and_the_others_are_still_checked() throws IOException {
    Path good = file("role.json", ROLE);
    CommandLineRun run = CommandLineRun.of("validate", folder.resolve("none.json"), good);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("mplp: there is no file " + folder.resolve("none.json") + "\n");
    assertThat(run.out()).contains("1 document: 1 valid, 0 invalid");
  }
}
